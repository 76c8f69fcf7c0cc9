// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.scenario;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wakeproof.cpuidle.AcpiProcessorIdle;
import org.wakeproof.cpuidle.AcpiProcessorIdle.Parts;
import org.wakeproof.cpuidle.AcpiProcessorIdle.Platform;
import org.wakeproof.cpuidle.CState;
import org.wakeproof.cpuidle.EntryMethod;
import org.wakeproof.cpuidle.FirstPosting;
import org.wakeproof.cpuidle.Governor;
import org.wakeproof.cpuidle.IdleLoop;
import org.wakeproof.cpuidle.WithoutCheck;
import org.wakeproof.cpuidle.WithoutSoftirqPass;
import org.wakeproof.explorer.Property;
import org.wakeproof.hpet.HpetBroadcast;
import org.wakeproof.hpet.HpetBroadcast.Mode;
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
import org.wakeproof.scenario.Settings.CStateChoice;
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

/** CPUs that idle, with their scheduler ticks and a single-shot timer each: can suspending the tick lose a wake-up? */
final class IdleTick implements Scenario {
    private static final int HORIZON = 2;
    /** The bounds of {@link org.wakeproof.machine.Clock}, as {@code bounds()} puts them in words. */
    private static final int SAMPLE_AGE = 0;

    private static final int LONGEST_SINGLE_SHOT = 2;
    private static final int CALIBRATION_PERIOD = 2;

    @Override
    public String name() {
        return "idle-tick";
    }

    @Override
    public String summary() {
        return "CPUs idle with tickers and single-shot timers: does suspending the tick lose a wake-up?";
    }

    @Override
    public List<String> options() {
        return List.of(
                "--cpus N        physical CPUs, 1 to 8 (default 2)",
                "--variant V     v2 as committed (default); v1 suspends the tick after the last check;",
                "                v1-alt before it but without a softirq pass; no-check never checks (2008)",
                "--cstate C      any (default: the governor's choice is left open), c1, c2, c3,",
                "                none: no C-state data, the idle function halts",
                "--hpet H        legacy (default), legacy-any, msi, msi-shared, pit",
                "--timers T      single-shot (default), none: the ticker is the only timer",
                "--platform F,.. sysio or halt enter C-states (default: mwait);",
                "                c2-ok: the LAPIC timer runs in C2;",
                "                bm-control: C3 counts its CPUs, and turns the bus arbiter off",
                "--net NET,...   safety nets, off by default: quantum, calibration");
    }

    @Override
    public List<String> expectations() {
        return List.of(
                "v1        c3  legacy  VIOLATED  the raise that the suspension made swallows the wake-up (F01)",
                "v1        c3  msi     HOLDS     each CPU's own interrupt wakes it",
                "v1        c1  any     HOLDS     the LAPIC timer runs on",
                "v1-alt    c3  legacy  HOLDS     (--timers none: never asleep, so 'sometimes asleep' fails)",
                "v2        any all     HOLDS",
                "no-check  c3  legacy  VIOLATED  an interrupt between the softirqs and cli is slept through (F03)");
    }

    @Override
    public ClosedSystem build(Settings settings) {
        return new Wiring(settings).system();
    }

    /** One system while it is wired. */
    private static final class Wiring {
        private final Settings settings;
        private final Machine machine;
        private final Softirq softirq;
        private final Timers timers;
        private final CreditScheduler scheduler;
        private final IdleLoop idleLoop;
        private PerCpu<Timer> singleShot;
        private Timer calibration;
        private CallFunction rendezvous;

        Wiring(Settings settings) {
            this.settings = settings;
            machine = new Machine(settings.cpus(), HORIZON, SAMPLE_AGE);
            softirq = new Softirq(machine);
            Apic apic = new Apic(machine, softirq);
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
            idleLoop = new IdleLoop(machine, softirq);
            Schedule schedule = new Schedule(machine, softirq, timers, scheduler, quantum, idleLoop.procedure());
            Parts parts = new Parts(
                    machine,
                    softirq,
                    schedule,
                    new Governor(machine, states(settings.cState())),
                    idleLoop,
                    idleLoop::defaultIdle,
                    broadcast(apic),
                    platform(settings.platform()));
            idleLoop.installPmIdle(idle(parts));
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

        private static List<CState> states(CStateChoice choice) {
            return switch (choice) {
                case ANY -> List.of(CState.values());
                case C1 -> List.of(CState.C1);
                case C2 -> List.of(CState.C2);
                case C3 -> List.of(CState.C3);
                case NONE -> List.of();
            };
        }

        private AcpiProcessorIdle idle(Parts parts) {
            return switch (settings.variant()) {
                case V1 -> new FirstPosting(parts);
                case V1_ALT -> new WithoutSoftirqPass(parts);
                case V2 -> new AcpiProcessorIdle(parts);
                case NO_CHECK -> new WithoutCheck(parts);
            };
        }

        private LapicTimerBroadcast broadcast(Apic apic) {
            if (settings.hpet() == HpetChoice.PIT) {
                return new PitBroadcast(machine, softirq, apic, timers);
            }
            Mode mode = switch (settings.hpet()) {
                case LEGACY -> Mode.LEGACY;
                case LEGACY_ANY -> Mode.LEGACY_ANY_CPU;
                case MSI -> Mode.MSI_PRIVATE;
                case MSI_SHARED, PIT -> Mode.MSI_SHARED;
            };
            return new HpetBroadcast(machine, softirq, apic, timers, mode, settings.cpus() - 1);
        }

        /** Each CPU arms its timers with interrupts off, before it idles for the first time. */
        private void boot() {
            int cpu = machine.smpProcessorId();
            scheduler.cschedStartTickers(cpu);
            if (singleShot != null) {
                timers.setTimer(
                        singleShot.own(), Instant.nowPlus(1 + machine.choose("single-shot", LONGEST_SINGLE_SHOT)));
            }
            if (calibration != null && cpu == 0) {
                timers.setTimer(calibration, Instant.nowPlus(CALIBRATION_PERIOD));
            }
            machine.cpu().enableInterrupts();
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
            return new ClosedSystem(machine, properties, bounds(), subjects);
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
            return List.of(
                    (settings.cpus() == 1 ? "1 CPU" : settings.cpus() + " CPUs")
                            + "; one tick of the clock is 10 ms; timers at most " + HORIZON
                            + " ticks ahead, single-shot timers at most " + LONGEST_SINGLE_SHOT,
                    "deadlines that have been over for more than a tick are not told apart; a sample of NOW() is used"
                            + " within the tick it was taken in",
                    "sequentially consistent memory; every agent that can act again and again does act");
        }
    }
}
