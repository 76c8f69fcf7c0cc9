// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.softirq.y2026;

import org.wakeproof.machine.Instant;
import org.wakeproof.machine.PerCpu;
import org.wakeproof.machine.TimeCell;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.Apic;
import org.wakeproof.softirq.CpuTimers;
import org.wakeproof.softirq.TimerEntries;
import org.wakeproof.softirq.TimerQueues;
import org.wakeproof.softirq.TimerSoftirq;

/**
 * The TIMER softirq of 2026: it programs the earliest timer, which is looked for in heap and list, or the slop from now if that
 * is later. The rest is the same as in 2009, but for whether the heap has overflowed, of which the list tells.
 *
 * <p>Left out: that a heap grows to 65,535 timers at most.
 */
final class TimerSoftirq2026 extends TimerSoftirq {
    private final TimerQueues queues;
    private final PerCpu<TimeCell> deadline;
    private final PerCpu<TimeCell> now;
    private final PerCpu<TimeCell> soonest;

    TimerSoftirq2026(TimerQueues queues, Apic apic, TimerEntries entries) {
        super(queues, apic, entries);
        this.queues = queues;
        this.deadline = variableOfFindDeadline("deadline");
        this.now = variableOfFindDeadline("now");
        this.soonest = variableOfFindDeadline("now + timer_slop");
        now.all().forEach(TimeCell::sampleOfNow);
    }

    @Override
    @XenSource(value = "timer_softirq_action", file = "xen/common/timer.c", commit = XenSource.AUGUST_2026)
    protected void findDeadline() {
        findEarliest();
        now.own().sampleNow();
        TimeCell timerDeadline = queues.timerDeadline().own();
        if (deadline.own().isNever()) {
            timerDeadline.set(Instant.zero());
            return;
        }
        soonest.own().copyFrom(now.own(), queues.parameters().slopTicks());
        boolean isLater = soonest.own().isBefore(deadline.own());
        timerDeadline.copyFrom(isLater ? deadline.own() : soonest.own());
    }

    @XenSource(value = "timer_softirq_action", file = "xen/common/timer.c", commit = XenSource.AUGUST_2026)
    private void findEarliest() {
        CpuTimers ts = queues.cpuTimers().own();
        TimeCell earliest = deadline.own();
        earliest.set(Instant.never());
        if (ts.heapSize().load() != 0) {
            earliest.copyFrom(queues.timer(ts.heap(1).load()).expires());
        }
        int first = ts.list().load();
        if (first != 0 && queues.timer(first).expires().isBefore(earliest)) {
            earliest.copyFrom(queues.timer(first).expires());
        }
    }
}
