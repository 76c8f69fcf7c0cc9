// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.scenario;

import java.util.Set;
import org.wakeproof.cpuidle.AcpiProcessorIdle.Parts;
import org.wakeproof.cpuidle.AcpiProcessorIdle.Platform;
import org.wakeproof.cpuidle.CpuHotplug;
import org.wakeproof.cpuidle.EntryMethod;
import org.wakeproof.cpuidle.Governor;
import org.wakeproof.cpuidle.IdleLoop;
import org.wakeproof.hpet.LapicTimerBroadcast;
import org.wakeproof.hpet.PitBroadcast;
import org.wakeproof.machine.Instant;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.PerCpu;
import org.wakeproof.machine.Vector;
import org.wakeproof.scenario.Settings.HpetChoice;
import org.wakeproof.scenario.Settings.PlatformFeature;
import org.wakeproof.sched.SchedOp;
import org.wakeproof.sched.Schedule;
import org.wakeproof.sched.Vcpu;
import org.wakeproof.sched.VcpuControl;
import org.wakeproof.sched.VcpuTimers;
import org.wakeproof.sched.Vcpus;
import org.wakeproof.sched.credit.CreditScheduler;
import org.wakeproof.sched.credit.CreditScheduler.Accounting;
import org.wakeproof.sched.event.EventChannels;
import org.wakeproof.sched.guest.Guests;
import org.wakeproof.softirq.Apic;
import org.wakeproof.softirq.CallFunction;
import org.wakeproof.softirq.Softirq;
import org.wakeproof.softirq.Tasklets;
import org.wakeproof.softirq.Timer;
import org.wakeproof.softirq.Timers;
import org.wakeproof.softirq.TraceBuffer;

/** Wires Xen by a blueprint: CPUs that boot into their idle vCPUs or into guests, and what they need for it. */
final class XenSystem {
    static final int LONGEST_SINGLE_SHOT = 2;
    private static final int CALIBRATION_PERIOD = 2;

    private final Blueprint blueprint;
    private final Settings settings;
    private final Variants variants;
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
    private final IdleLoop idleLoop;
    private final CpuHotplug hotplug;
    private final SchedOp schedOp;
    private PerCpu<Timer> singleShot;
    private Timer calibration;
    private CallFunction rendezvous;

    XenSystem(Blueprint blueprint) {
        this.blueprint = blueprint;
        this.settings = blueprint.settings();
        variants = new Variants(settings);
        machine = machine(blueprint);
        if (settings.memory() == Settings.Memory.TSO) {
            machine.totalStoreOrder(Settings.STORE_BUFFER);
        }
        softirq = variants.softirq(machine);
        if (blueprint.isUnplugging()) {
            softirq.smp().unplugs();
        }
        apic = blueprint.hasTime() ? new Apic(machine, softirq) : null;
        timers = blueprint.hasTime() ? variants.timers(machine, softirq, apic, timerParameters()) : null;
        vcpus = new Vcpus(machine, softirq.smp(), blueprint.guests());
        guests = new Guests(machine, softirq);
        guests.of(vcpus);
        idleLoop = variants.idleLoop(machine, softirq, blueprint.rounds());
        VcpuControl control = variants.control(machine, vcpus);
        schedule = variants.schedule(
                machine,
                softirq,
                timers,
                vcpus,
                control,
                variants.contextSwitch(machine, vcpus, control, idleLoop.procedure(), guests.procedure()),
                blueprint.quantum());
        Accounting accounting = new Accounting(
                blueprint.hasTickers(), blueprint.isWatchingTickers(), blueprint.hasMasterTicker(), blueprint.worths());
        scheduler = variants.scheduler(machine, softirq, timers, vcpus, schedule, accounting);
        schedule.install(scheduler);
        events = vcpus.hasGuests() ? new EventChannels(machine, vcpus, schedule.control(), softirq) : null;
        vcpuTimers = blueprint.vcpuTimers() > 0
                ? new VcpuTimers(
                        machine,
                        timers,
                        vcpus,
                        schedule.control(),
                        v -> eventChannels().sendTimerEvent(v))
                : null;
        if (vcpuTimers != null) {
            schedule.install(vcpuTimers);
        }
        wireXensTimers();
        hotplug =
                blueprint.isUnplugging() ? variants.hotplug(machine, softirq, apic, timers, schedule.control()) : null;
        schedOp = blueprint.hypercalls() == null
                ? variants.schedOp(machine, vcpus, softirq, vcpuTimers)
                : blueprint.hypercalls().wire(vcpus, softirq);
        wireIdling();
    }

    /** The comparator of a HPET, forced by doubling its distance, may be set further ahead than any timer. */
    private static Machine machine(Blueprint blueprint) {
        int sampleAge = blueprint.settings().sampleAge();
        if (sampleAge > 0 && !blueprint.hasTime()) {
            throw new IllegalArgumentException(
                    "--sample-age needs a clock, and without timers, accounting and nets there is none");
        }
        int horizon = blueprint.hasTime() ? Math.max(blueprint.horizon(), 2 * sampleAge) : 0;
        return new Machine(blueprint.settings().cpus(), horizon, sampleAge, blueprint.past());
    }

    private Timers.Parameters timerParameters() {
        int ofEachCpu = (blueprint.hasTickers() ? 1 : 0)
                + (blueprint.hasSingleShots() ? 1 : 0)
                + (blueprint.quantum() == Schedule.Quantum.NOBODY ? 0 : 1);
        int others =
                (blueprint.hasMasterTicker() ? 1 : 0) + (blueprint.isCalibrating() ? 1 : 0) + blueprint.vcpuTimers();
        int all = ofEachCpu * settings.cpus() + others;
        // A CPU that is unplugged leaves its timers to another.
        int ofOneCpu = blueprint.isUnplugging() ? all : ofEachCpu + others;
        boolean confined = blueprint.vcpuTimers() == 0;
        return new Timers.Parameters(0, blueprint.heapLimit(), ofOneCpu, all, confined);
    }

    private void wireXensTimers() {
        if (blueprint.hasSingleShots()) {
            singleShot = machine.perCpu(cpu -> timers.initTimer("single_shot" + cpu, cpu, () -> {}));
        }
        if (blueprint.isCalibrating()) {
            rendezvous = softirq.smp().callFunction(() -> softirq.raiseSoftirq(Softirq.TIME_CALIBRATE));
            softirq.openSoftirq(Softirq.TIME_CALIBRATE, () -> {});
            calibration = timers.initTimer("calibration_timer", 0, this::calibrate);
        }
    }

    private void wireIdling() {
        if (hotplug != null) {
            idleLoop.installPlayDead(hotplug::playDead);
        }
        if (blueprint.isHalting()) {
            return;
        }
        Parts parts = new Parts(
                machine,
                softirq,
                timers,
                schedule,
                new Governor(machine, settings.cState().states()),
                idleLoop,
                idleLoop::defaultIdle,
                blueprint.hasTime() ? broadcast() : null,
                settings.platform().contains(PlatformFeature.TRACE)
                        ? new TraceBuffer(machine, new Tasklets(machine, softirq), () -> {})
                        : null,
                platform(settings.platform()));
        idleLoop.installPmIdle(settings.idleHandler().wire(parts));
    }

    private static Platform platform(Set<PlatformFeature> features) {
        EntryMethod method = features.contains(PlatformFeature.SYSIO)
                ? EntryMethod.SYSIO
                : features.contains(PlatformFeature.HALT) ? EntryMethod.HALT : EntryMethod.FFH;
        return new Platform(
                features.contains(PlatformFeature.C2_OK), method, features.contains(PlatformFeature.BM_CONTROL));
    }

    /** Whether it is the PIT that wakes CPUs whose own timers stand still. */
    boolean hasPit() {
        return blueprint.hasTime() && settings.hpet().mode() == null;
    }

    private LapicTimerBroadcast broadcast() {
        if (settings.hpet() == HpetChoice.MSI_SHARED && settings.cpus() == 1) {
            throw new IllegalArgumentException("--hpet msi-shared needs at least 2 CPUs: it has one channel less");
        }
        if (settings.hpet().mode() == null) {
            return new PitBroadcast(machine, softirq, apic, timers);
        }
        return variants.hpet(machine, softirq, apic, timers);
    }

    /** A device interrupt that belongs to a guest. */
    Vector guestInterrupt(String name, Vcpu to, int port) {
        return machine.vector(name, () -> events.sendGuestPirq(to, port));
    }

    /** Ends the wiring. */
    XenSystem seal() {
        for (int cpu = 0; cpu < settings.cpus(); cpu++) {
            machine.boot(cpu, false, machine.procedure("boot" + cpu, this::boot));
        }
        if (blueprint.isUrgent()) {
            UrgentTime.forAll(this);
        } else if (hasPit()) {
            UrgentTime.forThePit(this);
        }
        machine.seal();
        return this;
    }

    /** Each CPU arms its timers with interrupts off, before it runs anything. */
    private void boot() {
        int cpu = machine.smpProcessorId();
        if (cpu < blueprint.firstIdle()) {
            machine.cpu().enableInterrupts();
            machine.cpu().stop();
        }
        if (blueprint.hasTime()) {
            scheduler.tickers().cschedStartTickers(cpu);
        }
        schedule.startQuantum();
        if (singleShot != null) {
            timers.setTimer(singleShot.own(), Instant.nowPlus(1 + machine.choose("single-shot", LONGEST_SINGLE_SHOT)));
        }
        if (calibration != null && cpu == 0) {
            timers.setTimer(calibration, Instant.nowPlus(CALIBRATION_PERIOD));
        }
        machine.cpu().enableInterrupts();
        if (blueprint.firstIdle() > 0) {
            // Its timers are programmed, as on a CPU that has been running for a while.
            softirq.doSoftirq();
        }
        schedule.contextSwitch().scheduleTail(vcpus.own());
    }

    private void calibrate() {
        rendezvous.onSelectedCpus(softirq.smp().cpuOnlineMap().load());
        timers.setTimer(calibration, Instant.nowPlus(CALIBRATION_PERIOD));
    }

    // What scenarios and properties work with.

    Blueprint blueprint() {
        return blueprint;
    }

    Settings settings() {
        return settings;
    }

    Machine machine() {
        return machine;
    }

    Softirq softirq() {
        return softirq;
    }

    Apic apic() {
        return apic;
    }

    Timers timers() {
        return timers;
    }

    Vcpus vcpus() {
        return vcpus;
    }

    /** A vCPU of a guest, by position. */
    Vcpu guest(int position) {
        return vcpus.ofGuests().get(position);
    }

    Guests guests() {
        return guests;
    }

    Schedule schedule() {
        return schedule;
    }

    CreditScheduler scheduler() {
        return scheduler;
    }

    EventChannels eventChannels() {
        return events;
    }

    VcpuTimers vcpuTimers() {
        return vcpuTimers;
    }

    /** The hypercalls of the scheduler. */
    SchedOp schedOp() {
        return schedOp;
    }

    CpuHotplug hotplug() {
        return hotplug;
    }
}
