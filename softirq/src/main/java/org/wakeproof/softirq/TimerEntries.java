// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.softirq;

import java.util.List;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.PerCpu;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.SpinLock;
import org.wakeproof.machine.XenSource;

/** What the timer operations of timer.c share: a timer's entry in heap or list, and its lock. */
final class TimerEntries {
    private final Machine machine;
    private final Softirq softirq;
    private final List<Timer> timers;
    private final PerCpu<CpuTimers> cpuTimers;
    private final TimerHeap heap;
    private final TimerList list;
    private final Procedure lockRound;

    /**
     * @param timers by number, from 1
     * @param cpuTimers where their entries are
     */
    TimerEntries(Machine machine, Softirq softirq, List<Timer> timers, PerCpu<CpuTimers> cpuTimers) {
        this.machine = machine;
        this.softirq = softirq;
        this.timers = timers;
        this.cpuTimers = cpuTimers;
        this.heap = new TimerHeap(machine, timers, cpuTimers);
        this.list = new TimerList(machine, timers, cpuTimers);
        this.lockRound = machine.function("timer_lock", this::lockRound);
    }

    TimerHeap heap() {
        return heap;
    }

    /** Takes an active timer out; returns whether it was the first of the heap or of the list. */
    @XenSource(value = "remove_entry", file = "xen/common/timer.c")
    boolean removeEntry(CpuTimers ts, Timer t) {
        boolean rc = false;
        int status = t.status().load();
        switch (status) {
            case Timer.IN_HEAP -> rc = heap.removeFromHeap(ts, t);
            case Timer.IN_LIST -> rc = list.removeFromList(ts, t);
            default -> machine.bugOn(true, t, "is removed, but not active");
        }
        t.status().store(Timer.INACTIVE);
        return rc;
    }

    /** Puts an inactive timer into the heap or, where that is full, the list; returns whether it is the first there. */
    @XenSource(value = "add_entry", file = "xen/common/timer.c")
    boolean addEntry(CpuTimers ts, Timer t) {
        machine.bugOn(t.status().load() != Timer.INACTIVE, t, "is added, but not inactive");
        t.position().store(0);
        t.status().store(Timer.IN_HEAP);
        boolean rc = heap.addToHeap(ts, t);
        if (t.position().load() != 0) {
            return rc;
        }
        ts.overflow().store(1);
        t.status().store(Timer.IN_LIST);
        return list.addToList(ts, t);
    }

    @XenSource(value = "__add_timer", file = "xen/common/timer.c")
    void addTimer(Timer timer) {
        int cpu = timer.cpu().load();
        if (addEntry(cpuTimers.of(cpu), timer)) {
            softirq.cpuRaiseSoftirq(cpu, Softirq.TIMER);
        }
    }

    @XenSource(value = "__stop_timer", file = "xen/common/timer.c")
    void stopTimer(Timer timer) {
        int cpu = timer.cpu().load();
        if (removeEntry(cpuTimers.of(cpu), timer)) {
            softirq.cpuRaiseSoftirq(cpu, Softirq.TIMER);
        }
    }

    /** Takes the lock of the CPU that the timer belongs to, also where the timer migrates meanwhile. */
    @XenSource(value = "timer_lock", file = "xen/common/timer.c")
    void timerLock(Timer timer) {
        lockRound.repeat(timer.number());
    }

    @XenSource(value = "timer_lock", file = "xen/common/timer.c")
    private int lockRound(int number) {
        Timer timer = timers.get(number);
        int cpu = timer.cpu().load();
        SpinLock lock = cpuTimers.of(cpu).lock();
        lock.lock();
        if (timer.cpu().load() == cpu) {
            return Procedure.STOP;
        }
        lock.unlock();
        return Procedure.AGAIN;
    }

    @XenSource(value = "timer_lock_irqsave", file = "xen/common/timer.c")
    boolean timerLockIrqsave(Timer timer) {
        boolean flags = machine.cpu().saveInterrupts();
        timerLock(timer);
        return flags;
    }

    @XenSource(value = "timer_unlock", file = "xen/common/timer.c")
    void timerUnlock(Timer timer) {
        cpuTimers.of(timer.cpu().load()).lock().unlock();
    }

    @XenSource(value = "timer_unlock_irqrestore", file = "xen/common/timer.c")
    void timerUnlockIrqrestore(Timer timer, boolean flags) {
        timerUnlock(timer);
        machine.cpu().restoreInterrupts(flags);
    }
}
