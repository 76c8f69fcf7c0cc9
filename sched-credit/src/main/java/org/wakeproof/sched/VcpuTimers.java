// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.wakeproof.machine.Instant;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.PerCpu;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.TimeCell;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.Timer;
import org.wakeproof.softirq.Timers;

/**
 * The timers of vCPUs: single-shot, periodic, and the timeout of a poll. They live on the CPU where they were set,
 * not where the vCPU runs.
 *
 * <p>Left out: timeouts that are negative or far away. TIME_SLOP is less than a tick: an event is due once it is not in
 * the future.
 */
public final class VcpuTimers {
    private static final String FILE = "xen/common/schedule.c";
    private static final int PERIOD_MS = 10;

    private final Machine machine;
    private final int period;
    private final Timers timers;
    private final Vcpus vcpus;
    private final VcpuControl control;
    private final Consumer<Vcpu> sendTimerEvent;
    private final Map<Vcpu, Timer> singleshot = new HashMap<>();
    private final Map<Vcpu, Timer> periodic = new HashMap<>();
    private final Map<Vcpu, Timer> poll = new HashMap<>();
    private final Map<Vcpu, TimeCell> periodicLastEvent = new HashMap<>();
    private final Procedure periodicWork;
    /** {@code now} of vcpu_periodic_timer_work. */
    private final PerCpu<TimeCell> now;
    /** {@code periodic_next_event} of vcpu_periodic_timer_work. */
    private final PerCpu<TimeCell> nextEvent;

    /**
     * @param sendTimerEvent what a vCPU's own timers do: VIRQ_TIMER
     */
    public VcpuTimers(Machine machine, Timers timers, Vcpus vcpus, VcpuControl control, Consumer<Vcpu> sendTimerEvent) {
        this.machine = machine;
        this.period = machine.clock().millisecs(PERIOD_MS);
        this.vcpus = vcpus;
        this.timers = timers;
        this.control = control;
        this.sendTimerEvent = Machine.fixed(sendTimerEvent);
        this.periodicWork = machine.procedure("vcpu_periodic_timer_work", this::periodicWork);
        this.now = periodicWork.timeVariable("now");
        now.all().forEach(TimeCell::sampleOfNow);
        this.nextEvent = periodicWork.timeVariable("periodic_next_event");
    }

    /** Gives a vCPU a single-shot timer; for wiring. */
    public void addSingleshot(Vcpu v) {
        singleshot.put(
                v,
                timers.initTimerAssignedByCallers(
                        v + ".singleshot_timer", v.processorAtStart(), () -> vcpuSingleshotTimerFn(v)));
    }

    /** Gives a vCPU a periodic timer; for wiring. */
    public void addPeriodic(Vcpu v) {
        periodicLastEvent.put(v, machine.time(v + ".periodic_last_event", Instant.now()));
        periodic.put(
                v,
                timers.initTimerAssignedByCallers(
                        v + ".periodic_timer", v.processorAtStart(), () -> vcpuPeriodicTimerFn(v)));
    }

    /** Gives a vCPU a timer for its polls; for wiring. */
    public void addPoll(Vcpu v) {
        poll.put(v, timers.initTimer(v + ".poll_timer", v.processorAtStart(), () -> pollTimerFn(v)));
    }

    /**
     * Arms the running vCPU's single-shot timer on the executing CPU.
     *
     * @param ticks from now; 0 stops it
     */
    @XenSource(value = "do_set_timer_op", file = FILE)
    public void doSetTimerOp(Vcpu v, int ticks) {
        Timer timer = singleshot.get(v);
        if (ticks == 0) {
            timers.stopTimer(timer);
            return;
        }
        int cpu = machine.smpProcessorId();
        if (timer.cpu().load() != cpu) {
            timers.stopTimer(timer);
            timer.cpu().store(cpu);
        }
        timers.setTimer(timer, Instant.nowPlus(ticks));
    }

    @XenSource(value = "do_poll", file = FILE)
    void setPollTimer(Vcpu v, int ticks) {
        timers.setTimer(poll.get(v), Instant.nowPlus(ticks));
    }

    /** A vCPU is switched in, or its periodic timer has expired. */
    void vcpuPeriodicTimerWork(Vcpu v) {
        if (periodic.containsKey(v)) {
            periodicWork.call(v.number());
        }
    }

    /** NOW() is sampled once, before the event is sent. */
    @XenSource(value = "vcpu_periodic_timer_work", file = FILE)
    private void periodicWork(int number) {
        Vcpu v = vcpus.numbered(number);
        Timer timer = periodic.get(v);
        TimeCell lastEvent = periodicLastEvent.get(v);
        now.own().sampleNow();
        nextEvent.own().copyFrom(lastEvent, period);
        if (nextEvent.own().isAtOrBefore(now.own())) {
            sendTimerEvent.accept(v);
            lastEvent.copyFrom(now.own());
            nextEvent.own().copyFrom(now.own(), period);
        }
        // The clock may go on now: nothing below depends on the sample.
        now.own().set(Instant.zero());
        timer.cpu().store(machine.smpProcessorId());
        timers.setTimer(timer, nextEvent.own(), 0);
    }

    /** A CPU goes offline: single-shot timers move to CPU0, until they are set again. */
    @XenSource(value = "cpu_disable_scheduler", file = FILE)
    void leave(int cpu, Vcpu v) {
        Timer timer = singleshot.get(v);
        if (timer != null && timer.cpu().load() == cpu) {
            timers.migrateTimer(timer, 0);
        }
    }

    /** A vCPU is switched out. */
    void stopPeriodic(Vcpu prev) {
        Timer timer = periodic.get(prev);
        if (timer == null) {
            // Stopping a timer that is not active takes its CPU's lock: a fence.
            machine.fence();
        } else {
            timers.stopTimer(timer);
        }
    }

    @XenSource(value = "vcpu_periodic_timer_fn", file = FILE)
    private void vcpuPeriodicTimerFn(Vcpu v) {
        vcpuPeriodicTimerWork(v);
    }

    @XenSource(value = "vcpu_singleshot_timer_fn", file = FILE)
    private void vcpuSingleshotTimerFn(Vcpu v) {
        sendTimerEvent.accept(v);
    }

    @XenSource(value = "poll_timer_fn", file = FILE)
    private void pollTimerFn(Vcpu v) {
        if (v.domain().pollMask().testAndClearBit(v.id())) {
            control.vcpuUnblock(v);
        }
    }
}
