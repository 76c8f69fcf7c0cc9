// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.softirq;

import org.wakeproof.machine.PerCpu;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.TimeCell;
import org.wakeproof.machine.XenSource;

/**
 * {@code timer_softirq_action}, cut into procedures at its loops so that no part remembers what the
 * parts before it saw. A time that one part alone uses is a variable of that part. How the next deadline is found differs
 * between versions.
 *
 * <p>Left out: that growing the heap may fail for want of memory, and the copying, as the slots stay
 * where they are.
 */
public abstract class TimerSoftirq {
    private final TimerQueues queues;
    private final TimerEntries entries;

    private final Procedure action;
    private final Procedure growHeap;
    private final Procedure executeReady;
    private final Procedure executeReadyHeapTimer;
    private final Procedure executeReadyListTimer;
    private final Procedure moveListToHeap;
    private final Procedure moveToHeap;
    private final Procedure findDeadline;
    private final Procedure reprogram;
    private final PerCpu<TimeCell> now;

    /** Wires it. */
    protected TimerSoftirq(TimerQueues queues, Apic apic, TimerEntries entries) {
        this.queues = queues;
        this.entries = entries;
        PerCpu<TimeCell> deadline = queues.timerDeadline();
        this.action = queues.machine().procedure("timer_softirq_action", this::action);
        this.growHeap = queues.machine().procedure("grow heap", this::growHeap);
        this.executeReady = queues.machine().procedure("execute ready timers", this::executeReady);
        this.executeReadyHeapTimer = queues.machine().function("execute ready heap timer", this::executeReadyHeapTimer);
        this.executeReadyListTimer = queues.machine().function("execute ready list timer", this::executeReadyListTimer);
        this.moveListToHeap = queues.machine().procedure("move list to heap", this::moveListToHeap);
        this.moveToHeap = queues.machine().function("move to heap", this::moveToHeap);
        this.findDeadline = queues.machine().procedure("find deadline", this::findDeadline);
        this.reprogram =
                queues.machine().function("reprogram_timer", () -> apic.reprogramTimer(deadline.own()) ? 1 : 0);
        this.now = executeReady.timeVariable("now");
        now.all().forEach(TimeCell::sampleOfNow);
    }

    /** Has a variable of the part that finds the deadline; for wiring. */
    protected final PerCpu<TimeCell> variableOfFindDeadline(String name) {
        return findDeadline.timeVariable(name);
    }

    /** Works the deadline out and stores it. The lock is held. */
    protected abstract void findDeadline();

    @XenSource(value = "execute_timer", file = "xen/common/timer.c")
    private void executeTimer(CpuTimers ts, Timer t) {
        ts.running().store(t.number());
        ts.lock().unlockIrq();
        t.function().call();
        ts.lock().lockIrq();
        ts.running().store(0);
    }

    @XenSource(value = "timer_softirq_action", file = "xen/common/timer.c")
    void timerSoftirqAction() {
        action.call();
    }

    @XenSource(value = "timer_softirq_action", file = "xen/common/timer.c")
    private void action() {
        CpuTimers ts = queues.cpuTimers().own();
        growHeap.call();
        ts.lock().lockIrq();
        executeReady.call();
        moveListToHeap.call();
        findDeadline.call();
        if (reprogram.call() == 0) {
            queues.softirq().raiseSoftirq(Softirq.TIMER);
        }
        ts.lock().unlockIrq();
    }

    /** If the heap has overflowed, makes it larger. */
    @XenSource(value = "timer_softirq_action", file = "xen/common/timer.c")
    private void growHeap() {
        CpuTimers ts = queues.cpuTimers().own();
        if (ts.overflow().load() != 0) {
            ts.lock().lockIrq();
            // C reads the old limit before it takes the lock; this CPU alone ever writes it.
            ts.generation().store(ts.generation().load() + 1);
            ts.lock().unlockIrq();
        }
    }

    @XenSource(value = "timer_softirq_action", file = "xen/common/timer.c")
    private void executeReady() {
        now.own().sampleNow();
        executeReadyHeapTimer.repeat();
        executeReadyListTimer.repeat();
    }

    @XenSource(value = "timer_softirq_action", file = "xen/common/timer.c")
    private int executeReadyHeapTimer() {
        CpuTimers ts = queues.cpuTimers().own();
        if (ts.heapSize().load() == 0) {
            return Procedure.STOP;
        }
        Timer t = queues.timer(ts.heap(1).load());
        if (!t.expires().isBefore(now.own())) {
            return Procedure.STOP;
        }
        queues.heap().removeFromHeap(ts, t);
        t.status().store(Timer.INACTIVE);
        t.forget();
        executeTimer(ts, t);
        return Procedure.AGAIN;
    }

    @XenSource(value = "timer_softirq_action", file = "xen/common/timer.c")
    private int executeReadyListTimer() {
        CpuTimers ts = queues.cpuTimers().own();
        int first = ts.list().load();
        if (first == 0) {
            return Procedure.STOP;
        }
        Timer t = queues.timer(first);
        if (!t.expires().isBefore(now.own())) {
            return Procedure.STOP;
        }
        ts.list().store(t.position().load());
        t.status().store(Timer.INACTIVE);
        t.forget();
        executeTimer(ts, t);
        return Procedure.AGAIN;
    }

    /** Detaches the list and adds its timers again. */
    @XenSource(value = "timer_softirq_action", file = "xen/common/timer.c")
    private void moveListToHeap() {
        CpuTimers ts = queues.cpuTimers().own();
        ts.cursor().store(ts.list().load());
        ts.list().store(0);
        moveToHeap.repeat();
    }

    @XenSource(value = "timer_softirq_action", file = "xen/common/timer.c")
    private int moveToHeap() {
        CpuTimers ts = queues.cpuTimers().own();
        int next = ts.cursor().load();
        if (next == 0) {
            return Procedure.STOP;
        }
        Timer t = queues.timer(next);
        ts.cursor().store(t.position().load());
        entries.addAgain(ts, t);
        return Procedure.AGAIN;
    }
}
