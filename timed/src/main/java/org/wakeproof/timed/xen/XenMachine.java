// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.xen;

import java.util.ArrayList;
import java.util.List;
import org.wakeproof.cpuidle.AcpiProcessorIdle.Parts;
import org.wakeproof.cpuidle.AcpiProcessorIdle.Platform;
import org.wakeproof.cpuidle.EntryMethod;
import org.wakeproof.cpuidle.Governor;
import org.wakeproof.cpuidle.IdleLoop;
import org.wakeproof.hpet.HpetBroadcast;
import org.wakeproof.hpet.LapicTimerBroadcast;
import org.wakeproof.hpet.PitBroadcast;
import org.wakeproof.machine.Instant;
import org.wakeproof.machine.Machine;
import org.wakeproof.sched.ContextSwitch;
import org.wakeproof.sched.SchedOp;
import org.wakeproof.sched.Schedule;
import org.wakeproof.sched.Vcpu;
import org.wakeproof.sched.VcpuControl;
import org.wakeproof.sched.VcpuTimers;
import org.wakeproof.sched.Vcpus;
import org.wakeproof.sched.credit.CreditScheduler;
import org.wakeproof.sched.event.EventChannels;
import org.wakeproof.sched.guest.Guests;
import org.wakeproof.softirq.Apic;
import org.wakeproof.softirq.Softirq;
import org.wakeproof.softirq.Timer;
import org.wakeproof.softirq.Timers;
import org.wakeproof.softirq.history.TimeCalibration;
import org.wakeproof.timed.xen.Configuration.PeriodicTimer;

/** Xen with the timers that a real machine has, wired of the ports. */
public final class XenMachine {
    private static final int SLOP_US = 50;
    private static final int HEAP_LIMIT = 15;
    private static final int EPOCH_MS = 1000;

    private final Configuration configuration;
    private final Machine machine;
    private final Softirq softirq;
    private final Apic apic;
    private final Timers timers;
    private final Vcpus vcpus;
    private final Guests guests;
    private final Schedule schedule;
    private final CreditScheduler scheduler;
    private final EventChannels events;
    private final VcpuTimers vcpuTimers;
    private final SchedOp schedOp;
    private final TimeCalibration timeCalibration;
    private final Timer calibration;
    /** Null where nobody polls. */
    private final MachineCheckPoll machineCheckPoll;
    /** By CPU: what sets its periodic timers. */
    private final List<List<Runnable>> periodic = new ArrayList<>();

    /**
     * Wires it, but for what the guests do.
     *
     * @param domains the domains
     */
    public XenMachine(Configuration configuration, List<Vcpus.Guest> domains) {
        this.configuration = configuration;
        Configuration.ClockShape clock = configuration.clock();
        machine = new Machine(configuration.cpus(), clock.horizon(), clock.past() - 1, clock.past()).tick(clock.tick());
        softirq = new Softirq(machine);
        apic = new Apic(machine, softirq);
        timers = new Timers(machine, softirq, apic, timerParameters(domains));
        vcpus = new Vcpus(machine, softirq.smp(), domains);
        guests = new Guests(machine, softirq);
        guests.of(vcpus);
        IdleLoop idleLoop = new IdleLoop(machine, softirq, 0);
        VcpuControl control = new VcpuControl(machine, vcpus);
        ContextSwitch contextSwitch =
                new ContextSwitch(machine, vcpus, control, idleLoop.procedure(), guests.procedure());
        schedule = new Schedule(
                machine,
                softirq,
                timers,
                vcpus,
                control,
                contextSwitch,
                configuration.variant().quantum());
        scheduler = new CreditScheduler(
                machine,
                softirq,
                timers,
                vcpus,
                schedule,
                new CreditScheduler.Accounting(true, false, true, configuration.schedulerTick(), List.of()));
        schedule.install(scheduler);
        events = new EventChannels(machine, vcpus, control, softirq);
        vcpuTimers = new VcpuTimers(machine, timers, vcpus, control, events::sendTimerEvent);
        schedule.install(vcpuTimers);
        schedOp = new SchedOp(vcpus, softirq, vcpuTimers);
        timeCalibration = configuration.calibration() ? new TimeCalibration(machine, vcpus.cpuOnlineMap()) : null;
        calibration = configuration.calibration() ? timers.initTimer("calibration_timer", 0, this::calibrate) : null;
        machineCheckPoll =
                configuration.machineCheckPoll() ? new MachineCheckPoll(machine, timers, vcpus.cpuOnlineMap()) : null;
        for (int cpu = 0; cpu < configuration.cpus(); cpu++) {
            periodic.add(periodicTimers(cpu));
        }
        idleLoop.installPmIdle(configuration.variant().wire(parts(idleLoop)));
    }

    private Timers.Parameters timerParameters(List<Vcpus.Guest> domains) {
        int ofVcpus = domains.stream().mapToInt(domain -> domain.vcpus().size()).sum();
        // Ticker and quantum of each CPU, master ticker, calibration, a single-shot timer of each vCPU, and the poll.
        int all = 2 * configuration.cpus() + 2 + ofVcpus + (configuration.machineCheckPoll() ? 1 : 0);
        for (int cpu = 0; cpu < configuration.cpus(); cpu++) {
            all += ofCpu(cpu).size();
        }
        return new Timers.Parameters(machine.clock().microsecs(SLOP_US), HEAP_LIMIT, all, all, false);
    }

    private List<PeriodicTimer> ofCpu(int cpu) {
        return configuration.periodic().stream()
                .filter(each -> each.everyCpu() || cpu == 0)
                .toList();
    }

    private List<Runnable> periodicTimers(int cpu) {
        List<Runnable> set = new ArrayList<>();
        for (PeriodicTimer each : ofCpu(cpu)) {
            int period = machine.clock().ticks(each.period());
            Timer[] timer = new Timer[1];
            Runnable sets = () -> timers.setTimer(timer[0], Instant.nowPlus(period));
            timer[0] = timers.initTimer(each.name() + cpu, cpu, sets);
            set.add(sets);
        }
        return set;
    }

    private Parts parts(IdleLoop idleLoop) {
        return new Parts(
                machine,
                softirq,
                timers,
                schedule,
                new Governor(machine, configuration.cStates()),
                idleLoop,
                idleLoop::defaultIdle,
                broadcast(),
                null,
                new Platform(false, EntryMethod.FFH, false));
    }

    private LapicTimerBroadcast broadcast() {
        return configuration.broadcast().mode() == null
                ? new PitBroadcast(machine, softirq, apic, timers)
                : new HpetBroadcast(
                        machine,
                        softirq,
                        apic,
                        timers,
                        configuration.broadcast().mode(),
                        configuration.channels());
    }

    /** Ends the wiring. */
    public XenMachine seal() {
        List<org.wakeproof.machine.Procedure> boot = new ArrayList<>();
        for (int cpu = 0; cpu < configuration.cpus(); cpu++) {
            boot.add(machine.procedure("boot" + cpu, this::boot));
            machine.boot(cpu, false, boot.get(cpu));
        }
        machine.seal();
        return this;
    }

    /** Each CPU arms its timers with interrupts off, before it runs anything. */
    private void boot() {
        int cpu = machine.smpProcessorId();
        scheduler.tickers().cschedStartTickers(cpu);
        schedule.startQuantum();
        if (calibration != null && cpu == 0) {
            timers.setTimer(calibration, Instant.nowPlus(machine.clock().millisecs(EPOCH_MS)));
        }
        if (machineCheckPoll != null && cpu == 0) {
            machineCheckPoll.initNonfatalMceChecker();
        }
        periodic.get(cpu).forEach(Runnable::run);
        machine.cpu().enableInterrupts();
        softirq.doSoftirq();
        schedule.contextSwitch().scheduleTail(vcpus.own());
    }

    private void calibrate() {
        timeCalibration.timeCalibration();
        timers.setTimer(calibration, Instant.nowPlus(machine.clock().millisecs(EPOCH_MS)));
    }

    /** What it consists of. */
    public Configuration configuration() {
        return configuration;
    }

    public Machine machine() {
        return machine;
    }

    public Softirq softirq() {
        return softirq;
    }

    public Timers timers() {
        return timers;
    }

    /** The scheduler's tick of a CPU. */
    public Timer ticker(int cpu) {
        return scheduler.tickers().ticker(cpu);
    }

    public Vcpus vcpus() {
        return vcpus;
    }

    public Guests guests() {
        return guests;
    }

    public EventChannels eventChannels() {
        return events;
    }

    public VcpuTimers vcpuTimers() {
        return vcpuTimers;
    }

    /** The hypercalls of the scheduler. */
    public SchedOp schedOp() {
        return schedOp;
    }

    /** A vCPU of a guest, by position. */
    public Vcpu guest(int position) {
        return vcpus.ofGuests().get(position);
    }
}
