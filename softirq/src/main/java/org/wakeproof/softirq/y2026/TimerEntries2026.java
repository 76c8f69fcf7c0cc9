// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.softirq.y2026;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.SpinLock;
import org.wakeproof.machine.Word;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.CpuTimers;
import org.wakeproof.softirq.Softirq;
import org.wakeproof.softirq.Timer;
import org.wakeproof.softirq.TimerEntries;
import org.wakeproof.softirq.TimerQueues;

/**
 * What the timer operations of timer.c share as of 2026: a timer that is neither active nor inactive is invalid, for as long as
 * its lock is held, and one that was killed belongs to no CPU.
 *
 * <p>Left out: the list of each CPU's inactive timers, on which are those that are inactive and belong to it; and the RCU read
 * section around the look at {@code timer->cpu}, which keeps the lock of a CPU that goes offline from being freed: no lock is.
 */
class TimerEntries2026 extends TimerEntries {
    private static final String FILE = "xen/common/timer.c";
    private static final int LOCKED = -1;
    private static final int KILLED = -2;

    private final TimerQueues queues;
    private final Machine machine;
    private final Procedure lockRound;

    TimerEntries2026(TimerQueues queues) {
        super(queues);
        this.queues = queues;
        this.machine = queues.machine();
        this.lockRound = machine.function("timer_lock_unsafe", this::lockUnsafeRound);
    }

    /** What stands for a CPU in a timer that was killed: TIMER_CPU_status_killed, here one more than the last. */
    int noCpu() {
        return machine.cpuCount();
    }

    /** Takes an active timer out; returns whether it was the first of the heap or of the list. */
    @XenSource(value = "remove_entry", file = FILE, commit = XenSource.AUGUST_2026)
    final boolean removeEntry(Timer t) {
        return removeEntry(queues.cpuTimers().of(t.cpu().load()), t);
    }

    @Override
    @XenSource(value = "remove_entry", file = FILE, commit = XenSource.AUGUST_2026)
    protected final boolean removeEntry(CpuTimers ts, Timer t) {
        boolean rc = takeOut(ts, t);
        t.status().store(Timer.INVALID);
        return rc;
    }

    /** Puts an invalid timer into the heap or, where that is full, the list; returns whether it is the first there. */
    @XenSource(value = "add_entry", file = FILE, commit = XenSource.AUGUST_2026)
    final boolean addEntry(Timer t) {
        return addEntry(queues.cpuTimers().of(t.cpu().load()), t);
    }

    @Override
    @XenSource(value = "add_entry", file = FILE, commit = XenSource.AUGUST_2026)
    protected final boolean addEntry(CpuTimers ts, Timer t) {
        machine.bugOn(t.status().load() != Timer.INVALID, t, "is added, but not invalid");
        t.position().store(0);
        t.status().store(Timer.IN_HEAP);
        boolean rc = queues.heap().addToHeap(ts, t);
        if (t.position().load() != 0) {
            return rc;
        }
        t.status().store(Timer.IN_LIST);
        return queues.list().addToList(ts, t);
    }

    @Override
    @XenSource(value = "timer_softirq_action", file = FILE, commit = XenSource.AUGUST_2026)
    protected final void addAgain(CpuTimers ts, Timer t) {
        t.status().store(Timer.INVALID);
        addEntry(t);
    }

    /** Puts an inactive timer into its CPU's queue, whose lock is held. */
    @Override
    @XenSource(value = "activate_timer", file = FILE, commit = XenSource.AUGUST_2026)
    protected final void addTimer(Timer timer) {
        machine.bugOn(timer.status().load() != Timer.INACTIVE, timer, "is activated, but not inactive");
        timer.status().store(Timer.INVALID);
        if (addEntry(timer)) {
            queues.softirq().cpuRaiseSoftirq(timer.cpu().load(), Softirq.TIMER);
        }
    }

    /** Takes an active timer out of its CPU's queue, whose lock is held. */
    @Override
    @XenSource(value = "deactivate_timer", file = FILE, commit = XenSource.AUGUST_2026)
    protected final void stopTimer(Timer timer) {
        if (removeEntry(timer)) {
            queues.softirq().cpuRaiseSoftirq(timer.cpu().load(), Softirq.TIMER);
        }
        timer.status().store(Timer.INACTIVE);
    }

    /** Takes the lock of the CPU that the timer belongs to; returns whether there is one, as the timer was not killed. */
    @XenSource(value = "timer_lock_unsafe", file = FILE, commit = XenSource.AUGUST_2026)
    final boolean timerLockUnsafe(Timer timer) {
        return lockRound.iterate(timer.number()) == LOCKED;
    }

    @XenSource(value = "timer_lock_unsafe", file = FILE, commit = XenSource.AUGUST_2026)
    private int lockUnsafeRound(int number) {
        Word timerCpu = queues.timer(number).cpu();
        int cpu = timerCpu.load();
        if (cpu == noCpu()) {
            return KILLED;
        }
        SpinLock lock = queues.locks().of(cpu);
        lock.lock();
        if (timerCpu.load() == cpu) {
            return LOCKED;
        }
        lock.unlock();
        return number;
    }
}
