// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.softirq;

import java.util.List;
import org.wakeproof.machine.Instant;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.PerCpu;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.TimeCell;
import org.wakeproof.machine.XenSource;

/**
 * {@code timer_softirq_action}, cut into procedures at its loops so that no part remembers what the
 * parts before it saw. A time that one part alone uses is a variable of that part.
 *
 * <p>Left out: that growing the heap may fail for want of memory, and the copying, as the slots stay
 * where they are.
 */
final class TimerSoftirq {
    private final List<Timer> timers;
    private final PerCpu<CpuTimers> cpuTimers;
    private final PerCpu<TimeCell> timerDeadline;
    private final TimerEntries entries;
    private final Softirq softirq;
    private final int slopTicks;

    private final Procedure action;
    private final Procedure growHeap;
    private final Procedure executeReady;
    private final Procedure executeReadyHeapTimer;
    private final Procedure executeReadyListTimer;
    private final Procedure moveListToHeap;
    private final Procedure moveToHeap;
    private final Procedure findDeadline;
    private final Procedure moveToGroup;
    private final Procedure reprogram;
    private final PerCpu<TimeCell> now;
    private final PerCpu<TimeCell> start;
    private final PerCpu<TimeCell> end;
    private final PerCpu<TimeCell> expiresEnd;

    /**
     * @param timers by number, from 1
     * @param timerDeadline what this works out for each CPU
     */
    TimerSoftirq(
            Machine machine,
            Softirq softirq,
            Apic apic,
            List<Timer> timers,
            PerCpu<CpuTimers> cpuTimers,
            PerCpu<TimeCell> timerDeadline,
            TimerEntries entries,
            int slopTicks) {
        this.timers = timers;
        this.cpuTimers = cpuTimers;
        this.timerDeadline = timerDeadline;
        this.entries = entries;
        this.softirq = softirq;
        this.slopTicks = slopTicks;
        this.action = machine.procedure("timer_softirq_action", this::action);
        this.growHeap = machine.procedure("grow heap", this::growHeap);
        this.executeReady = machine.procedure("execute ready timers", this::executeReady);
        this.executeReadyHeapTimer = machine.function("execute ready heap timer", this::executeReadyHeapTimer);
        this.executeReadyListTimer = machine.function("execute ready list timer", this::executeReadyListTimer);
        this.moveListToHeap = machine.procedure("move list to heap", this::moveListToHeap);
        this.moveToHeap = machine.function("move to heap", this::moveToHeap);
        this.findDeadline = machine.procedure("find deadline", this::findDeadline);
        this.moveToGroup = machine.function("move to group", this::moveToGroup);
        this.reprogram = machine.function("reprogram_timer", () -> apic.reprogramTimer(timerDeadline.own()) ? 1 : 0);
        this.now = executeReady.timeVariable("now");
        now.all().forEach(TimeCell::sampleOfNow);
        this.start = findDeadline.timeVariable("start");
        this.end = findDeadline.timeVariable("end");
        this.expiresEnd = moveToGroup.timeVariable("expires_end");
    }

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
        CpuTimers ts = cpuTimers.own();
        growHeap.call();
        ts.lock().lockIrq();
        executeReady.call();
        moveListToHeap.call();
        findDeadline.call();
        if (reprogram.call() == 0) {
            softirq.raiseSoftirq(Softirq.TIMER);
        }
        ts.lock().unlockIrq();
    }

    /** If the heap has overflowed, makes it larger. */
    @XenSource(value = "timer_softirq_action", file = "xen/common/timer.c")
    private void growHeap() {
        CpuTimers ts = cpuTimers.own();
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
        CpuTimers ts = cpuTimers.own();
        if (ts.heapSize().load() == 0) {
            return Procedure.STOP;
        }
        Timer t = timers.get(ts.heap(1).load());
        if (!t.expires().isBefore(now.own())) {
            return Procedure.STOP;
        }
        entries.heap().removeFromHeap(ts, t);
        t.status().store(Timer.INACTIVE);
        t.forget();
        executeTimer(ts, t);
        return Procedure.AGAIN;
    }

    @XenSource(value = "timer_softirq_action", file = "xen/common/timer.c")
    private int executeReadyListTimer() {
        CpuTimers ts = cpuTimers.own();
        int first = ts.list().load();
        if (first == 0) {
            return Procedure.STOP;
        }
        Timer t = timers.get(first);
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
        CpuTimers ts = cpuTimers.own();
        ts.cursor().store(ts.list().load());
        ts.list().store(0);
        moveToHeap.repeat();
    }

    @XenSource(value = "timer_softirq_action", file = "xen/common/timer.c")
    private int moveToHeap() {
        CpuTimers ts = cpuTimers.own();
        int next = ts.cursor().load();
        if (next == 0) {
            return Procedure.STOP;
        }
        Timer t = timers.get(next);
        ts.cursor().store(t.position().load());
        t.status().store(Timer.INACTIVE);
        entries.addEntry(ts, t);
        return Procedure.AGAIN;
    }

    @XenSource(value = "timer_softirq_action", file = "xen/common/timer.c")
    private void findDeadline() {
        CpuTimers ts = cpuTimers.own();
        TimeCell deadline = timerDeadline.own();
        int first = ts.list().load();
        ts.overflow().store(first != 0 ? 1 : 0);
        if (first != 0) {
            deadline.copyFrom(timers.get(first).expires());
            if (ts.heapSize().load() != 0) {
                Timer t = timers.get(ts.heap(1).load());
                if (t.expires().isBefore(deadline)) {
                    deadline.copyFrom(t.expires());
                }
            }
        } else {
            start.own().set(Instant.zero());
            end.own().set(Instant.never());
            moveToGroup.repeat();
            ts.cursor().store(0);
            deadline.copyFrom(start.own());
        }
    }

    /** Moves the heap's top to the list while the spans in which its timers may run have an instant in common. */
    @XenSource(value = "timer_softirq_action", file = "xen/common/timer.c")
    private int moveToGroup() {
        CpuTimers ts = cpuTimers.own();
        if (ts.heapSize().load() == 0) {
            return Procedure.STOP;
        }
        Timer t = timers.get(ts.heap(1).load());
        if (!t.expires().isAtOrBefore(end.own())) {
            return Procedure.STOP;
        }
        entries.removeEntry(ts, t);
        t.status().store(Timer.IN_LIST);
        t.position().store(0);
        int last = ts.cursor().load();
        (last == 0 ? ts.list() : timers.get(last).position()).store(t.number());
        ts.cursor().store(t.number());
        start.own().copyFrom(t.expires());
        expiresEnd.own().copyFrom(t.expires(), slopTicks);
        if (expiresEnd.own().isBefore(end.own())) {
            end.own().copyFrom(expiresEnd.own());
        }
        return Procedure.AGAIN;
    }
}
