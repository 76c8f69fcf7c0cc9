// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.scenario;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wakeproof.cpuidle.AcpiProcessorIdle.Parts;
import org.wakeproof.cpuidle.AcpiProcessorIdle.Platform;
import org.wakeproof.cpuidle.EntryMethod;
import org.wakeproof.cpuidle.Governor;
import org.wakeproof.cpuidle.IdleLoop;
import org.wakeproof.explorer.Property;
import org.wakeproof.hpet.HpetBroadcast;
import org.wakeproof.hpet.LapicTimerBroadcast;
import org.wakeproof.hpet.PitBroadcast;
import org.wakeproof.machine.Clock;
import org.wakeproof.machine.Field;
import org.wakeproof.machine.Instant;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.PerCpu;
import org.wakeproof.machine.State;
import org.wakeproof.machine.TimeCell;
import org.wakeproof.scenario.ClosedSystem.Subject;
import org.wakeproof.scenario.Settings.HpetChoice;
import org.wakeproof.scenario.Settings.PlatformFeature;
import org.wakeproof.scenario.Settings.SafetyNet;
import org.wakeproof.sched.CreditScheduler;
import org.wakeproof.sched.Schedule;
import org.wakeproof.softirq.Apic;
import org.wakeproof.softirq.CallFunction;
import org.wakeproof.softirq.Softirq;
import org.wakeproof.softirq.Timer;
import org.wakeproof.softirq.Timers;

/** Wires the idle path of Xen, and says what it is checked for. */
final class IdleSystem {
    private static final int HORIZON = 2;
    /** The bounds of {@link org.wakeproof.machine.Clock}, as {@code bounds()} puts them in words. */
    private static final int SAMPLE_AGE = 0;

    private static final int LONGEST_SINGLE_SHOT = 2;
    private static final int CALIBRATION_PERIOD = 2;

    private final Settings settings;
    private final int firstIdle;
    private final int rounds;
    private final Machine machine;
    private final Softirq softirq;
    private final Apic apic;
    private final Timers timers;
    private final CreditScheduler scheduler;
    private final IdleLoop idleLoop;
    private PerCpu<Timer> singleShot;
    private Timer calibration;
    private CallFunction rendezvous;

    /**
     * @param firstIdle the lowest-numbered CPU that idles; those below only take interrupts
     * @param rounds how often a CPU idles; 0 for ever
     */
    IdleSystem(Settings settings, int firstIdle, int rounds) {
        this.settings = settings;
        this.firstIdle = firstIdle;
        this.rounds = rounds;
        machine = new Machine(settings.cpus(), HORIZON, SAMPLE_AGE);
        softirq = new Softirq(machine);
        apic = new Apic(machine, softirq);
        if (settings.hpet() == HpetChoice.MSI_SHARED && settings.cpus() == 1) {
            throw new IllegalArgumentException("--hpet msi-shared needs at least 2 CPUs: it has one channel less");
        }
        boolean quantum = settings.nets().contains(SafetyNet.QUANTUM);
        boolean calibrates = settings.nets().contains(SafetyNet.CALIBRATION);
        int timersOfACpu = 1 + (settings.singleShots() ? 1 : 0) + (quantum ? 1 : 0) + (calibrates ? 1 : 0);
        int allTimers = timersOfACpu * settings.cpus();
        timers = new Timers(machine, softirq, apic, new Timers.Parameters(0, 15, timersOfACpu, allTimers, true));
        scheduler = new CreditScheduler(machine, timers, false);
        if (settings.singleShots()) {
            singleShot = machine.perCpu(cpu -> timers.initTimer("single_shot" + cpu, cpu, () -> {}));
        }
        if (calibrates) {
            rendezvous = softirq.smp().callFunction(() -> softirq.raiseSoftirq(Softirq.TIME_CALIBRATE));
            softirq.openSoftirq(Softirq.TIME_CALIBRATE, () -> {});
            calibration = timers.initTimer("calibration_timer", 0, this::calibrate);
        }
        idleLoop = new IdleLoop(machine, softirq, rounds);
        Schedule schedule = new Schedule(machine, softirq, timers, scheduler, quantum, idleLoop.procedure());
        Parts parts = new Parts(
                machine,
                softirq,
                schedule,
                new Governor(machine, settings.cState().states()),
                idleLoop,
                idleLoop::defaultIdle,
                broadcast(apic),
                platform(settings.platform()));
        idleLoop.installPmIdle(settings.variant().idle(parts));
        for (int cpu = 0; cpu < settings.cpus(); cpu++) {
            machine.boot(cpu, false, machine.procedure("boot" + cpu, this::boot));
        }
        machine.seal();
    }

    private static Platform platform(Set<PlatformFeature> features) {
        EntryMethod method = features.contains(PlatformFeature.SYSIO)
                ? EntryMethod.SYSIO
                : features.contains(PlatformFeature.HALT) ? EntryMethod.HALT : EntryMethod.FFH;
        return new Platform(
                features.contains(PlatformFeature.C2_OK), method, features.contains(PlatformFeature.BM_CONTROL));
    }

    private LapicTimerBroadcast broadcast(Apic apic) {
        if (settings.hpet().mode() == null) {
            return new PitBroadcast(machine, softirq, apic, timers);
        }
        return new HpetBroadcast(machine, softirq, apic, timers, settings.hpet().mode(), settings.cpus() - 1);
    }

    /** Each CPU arms its timers with interrupts off, before it idles for the first time. */
    private void boot() {
        int cpu = machine.smpProcessorId();
        if (cpu < firstIdle) {
            machine.cpu().enableInterrupts();
            machine.cpu().stop();
        }
        scheduler.cschedStartTickers(cpu);
        if (singleShot != null) {
            timers.setTimer(singleShot.own(), Instant.nowPlus(1 + machine.choose("single-shot", LONGEST_SINGLE_SHOT)));
        }
        if (calibration != null && cpu == 0) {
            timers.setTimer(calibration, Instant.nowPlus(CALIBRATION_PERIOD));
        }
        machine.cpu().enableInterrupts();
        if (firstIdle > 0) {
            // Its timers are programmed, as on a CPU that has been running for a while.
            softirq.doSoftirq();
        }
        machine.resetStackAndJump(idleLoop.procedure());
    }

    private void calibrate() {
        rendezvous.onSelectedCpus((1 << machine.cpuCount()) - 1);
        timers.setTimer(calibration, Instant.nowPlus(CALIBRATION_PERIOD));
    }

    ClosedSystem system() {
        List<Property> properties = new ArrayList<>();
        Map<String, Subject> subjects = new HashMap<>();
        for (int cpu = 0; cpu < settings.cpus(); cpu++) {
            int who = cpu;
            String name = "no lost wake-up of CPU" + cpu;
            properties.add(new Property.Leaves(name, state -> sleepsOnWork(state, who), state -> why(state, who)));
            subjects.put(name, new Subject(cpu, softirq.softirqPending(cpu).field()));
        }
        properties.add(new Property.Sometimes("sometimes asleep", this::anyAsleep));
        return new ClosedSystem(machine, properties, bounds(), subjects, this::outcome);
    }

    /** What each CPU looks like. */
    private String outcome(State state) {
        String text = "";
        for (int cpu = 0; cpu < settings.cpus(); cpu++) {
            TimeCell deadline = timers.timerDeadline().of(cpu);
            text += (cpu == 0 ? "" : "; ") + "CPU" + cpu + " "
                    + (machine.cpu(cpu).isAsleep(state)
                            ? "sleeps in " + machine.cpu(cpu).sleepState(state)
                            : "awake")
                    + (machine.cpu(cpu).interruptsEnabled(state) ? "" : ", interrupts off")
                    + ", IRR " + machine.cpu(cpu).interruptRequests(state)
                    + ", pending "
                    + softirq.softirqPending(cpu)
                            .format(state.get(softirq.softirqPending(cpu).field()))
                    + ", deadline " + deadline.format(state.get(deadline.field()))
                    + ", LAPIC timer "
                    + apic.timer()
                            .count(cpu)
                            .format(state.get(apic.timer().count(cpu).field()))
                    + (state.get(apic.timer().mask(cpu).field()) == 0 ? "" : " (masked)");
        }
        return text;
    }

    private boolean anyAsleep(State state) {
        for (int cpu = 0; cpu < settings.cpus(); cpu++) {
            if (machine.cpu(cpu).isAsleep(state)) {
                return true;
            }
        }
        return false;
    }

    /** Asleep with a pending softirq or a deadline that is over, and no interrupt on its way. */
    private boolean sleepsOnWork(State state, int cpu) {
        if (!machine.cpu(cpu).isAsleep(state) || machine.cpu(cpu).interruptRequests(state) != 0) {
            return false;
        }
        return state.get(softirq.softirqPending(cpu).field()) != 0 || isOver(state, cpu);
    }

    private boolean isOver(State state, int cpu) {
        int deadline = state.get(deadline(cpu));
        return deadline != Clock.ZERO && deadline < machine.clock().now();
    }

    private Field deadline(int cpu) {
        TimeCell cell = timers.timerDeadline().of(cpu);
        return cell.field();
    }

    private String why(State state, int cpu) {
        int pending = state.get(softirq.softirqPending(cpu).field());
        String work = pending != 0
                ? "softirq " + softirq.softirqPending(cpu).format(pending) + " pending"
                : "its timer deadline over";
        return "CPU" + cpu + " sleeps in " + machine.cpu(cpu).sleepState(state) + " with " + work
                + " and no interrupt on its way, and need not ever wake";
    }

    private List<String> bounds() {
        String work = firstIdle == 0 ? "" : "; CPU0 only takes interrupts";
        String end = rounds == 0
                ? ""
                : "; a CPU idles " + (rounds == 1 ? "once" : rounds + " times") + ", then only takes interrupts";
        return List.of(
                (settings.cpus() == 1 ? "1 CPU" : settings.cpus() + " CPUs") + work + end
                        + "; one tick of the clock is 10 ms; timers at most " + HORIZON
                        + " ticks ahead, single-shot timers at most " + LONGEST_SINGLE_SHOT,
                "deadlines that have been over for more than a tick are not told apart; a sample of NOW() is used"
                        + " within the tick it was taken in",
                "sequentially consistent memory; every agent that can act again and again does act");
    }
}
