// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.softirq;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.SpinLock;
import org.wakeproof.machine.XenSource;

/** What the timer operations of timer.c share: a timer's entry in heap or list, and its lock. */
public class TimerEntries {
    private final TimerQueues queues;
    private final Machine machine;
    private final Procedure lockRound;

    /** Wires it. */
    public TimerEntries(TimerQueues queues) {
        this.queues = queues;
        this.machine = queues.machine();
        this.lockRound = machine.function("timer_lock", this::lockRound);
    }

    /** Takes an active timer out; returns whether it was the first of the heap or of the list. */
    @XenSource(value = "remove_entry", file = "xen/common/timer.c")
    protected boolean removeEntry(CpuTimers ts, Timer t) {
        boolean rc = takeOut(ts, t);
        t.status().store(Timer.INACTIVE);
        return rc;
    }

    /** The part of {@code remove_entry} that looks where the timer is. */
    @XenSource(value = "remove_entry", file = "xen/common/timer.c")
    protected final boolean takeOut(CpuTimers ts, Timer t) {
        int status = t.status().load();
        switch (status) {
            case Timer.IN_HEAP:
                return queues.heap().removeFromHeap(ts, t);
            case Timer.IN_LIST:
                return queues.list().removeFromList(ts, t);
            default:
                machine.bugOn(true, t, "is removed, but not active");
                return false;
        }
    }

    /** Puts an inactive timer into the heap or, where that is full, the list; returns whether it is the first there. */
    @XenSource(value = "add_entry", file = "xen/common/timer.c")
    protected boolean addEntry(CpuTimers ts, Timer t) {
        machine.bugOn(t.status().load() != Timer.INACTIVE, t, "is added, but not inactive");
        t.position().store(0);
        t.status().store(Timer.IN_HEAP);
        boolean rc = queues.heap().addToHeap(ts, t);
        if (t.position().load() != 0) {
            return rc;
        }
        ts.overflow().store(1);
        t.status().store(Timer.IN_LIST);
        return queues.list().addToList(ts, t);
    }

    /** Adds a timer again that timer_softirq_action has detached with its list. */
    @XenSource(value = "timer_softirq_action", file = "xen/common/timer.c")
    protected void addAgain(CpuTimers ts, Timer t) {
        t.status().store(Timer.INACTIVE);
        addEntry(ts, t);
    }

    /** Puts a timer into its CPU's queue, whose lock is held. */
    @XenSource(value = "__add_timer", file = "xen/common/timer.c")
    protected void addTimer(Timer timer) {
        int cpu = timer.cpu().load();
        if (addEntry(queues.cpuTimers().of(cpu), timer)) {
            queues.softirq().cpuRaiseSoftirq(cpu, Softirq.TIMER);
        }
    }

    /** Takes a timer out of its CPU's queue, whose lock is held. */
    @XenSource(value = "__stop_timer", file = "xen/common/timer.c")
    protected void stopTimer(Timer timer) {
        int cpu = timer.cpu().load();
        if (removeEntry(queues.cpuTimers().of(cpu), timer)) {
            queues.softirq().cpuRaiseSoftirq(cpu, Softirq.TIMER);
        }
    }

    /** Takes the lock of the CPU that the timer belongs to, also where the timer migrates meanwhile. */
    @XenSource(value = "timer_lock", file = "xen/common/timer.c")
    void timerLock(Timer timer) {
        lockRound.repeat(timer.number());
    }

    @XenSource(value = "timer_lock", file = "xen/common/timer.c")
    private int lockRound(int number) {
        Timer timer = queues.timer(number);
        int cpu = timer.cpu().load();
        SpinLock lock = queues.locks().of(cpu);
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
    private void timerUnlock(Timer timer) {
        queues.locks().of(timer.cpu().load()).unlock();
    }

    /** Lets go of the lock of the timer's CPU. */
    @XenSource(value = "timer_unlock_irqrestore", file = "xen/common/timer.c")
    public final void timerUnlockIrqrestore(Timer timer, boolean flags) {
        timerUnlock(timer);
        machine.cpu().restoreInterrupts(flags);
    }
}
