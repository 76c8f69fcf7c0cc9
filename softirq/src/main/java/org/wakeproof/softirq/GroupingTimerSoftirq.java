// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.softirq;

import org.wakeproof.machine.Instant;
import org.wakeproof.machine.PerCpu;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.TimeCell;
import org.wakeproof.machine.XenSource;

/** The TIMER softirq of 2009, which programs the latest of the earliest timers that may run at one instant. */
final class GroupingTimerSoftirq extends TimerSoftirq {
    private final TimerQueues queues;
    private final TimerEntries entries;
    private final Procedure moveToGroup;
    private final PerCpu<TimeCell> start;
    private final PerCpu<TimeCell> end;
    private final PerCpu<TimeCell> expiresEnd;

    GroupingTimerSoftirq(TimerQueues queues, Apic apic, TimerEntries entries) {
        super(queues, apic, entries);
        this.queues = queues;
        this.entries = entries;
        this.moveToGroup = queues.machine().function("move to group", this::moveToGroup);
        this.start = variableOfFindDeadline("start");
        this.end = variableOfFindDeadline("end");
        this.expiresEnd = moveToGroup.timeVariable("expires_end");
    }

    @Override
    @XenSource(value = "timer_softirq_action", file = "xen/common/timer.c")
    protected void findDeadline() {
        CpuTimers ts = queues.cpuTimers().own();
        TimeCell deadline = queues.timerDeadline().own();
        int first = ts.list().load();
        ts.overflow().store(first != 0 ? 1 : 0);
        if (first != 0) {
            deadline.copyFrom(queues.timer(first).expires());
            if (ts.heapSize().load() != 0) {
                Timer t = queues.timer(ts.heap(1).load());
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
        CpuTimers ts = queues.cpuTimers().own();
        if (ts.heapSize().load() == 0) {
            return Procedure.STOP;
        }
        Timer t = queues.timer(ts.heap(1).load());
        if (!t.expires().isAtOrBefore(end.own())) {
            return Procedure.STOP;
        }
        entries.removeEntry(ts, t);
        t.status().store(Timer.IN_LIST);
        t.position().store(0);
        int last = ts.cursor().load();
        (last == 0 ? ts.list() : queues.timer(last).position()).store(t.number());
        ts.cursor().store(t.number());
        start.own().copyFrom(t.expires());
        expiresEnd.own().copyFrom(t.expires(), queues.parameters().slopTicks());
        if (expiresEnd.own().isBefore(end.own())) {
            end.own().copyFrom(expiresEnd.own());
        }
        return Procedure.AGAIN;
    }
}
