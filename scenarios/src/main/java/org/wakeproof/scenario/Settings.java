// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.scenario;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.wakeproof.cpuidle.AcpiProcessorIdle;
import org.wakeproof.cpuidle.AcpiProcessorIdle.Parts;
import org.wakeproof.cpuidle.CState;
import org.wakeproof.cpuidle.history.BeforeSuspension;
import org.wakeproof.cpuidle.history.FirstPosting;
import org.wakeproof.cpuidle.history.WithOnlineCheck;
import org.wakeproof.cpuidle.history.WithTimersOnly;
import org.wakeproof.cpuidle.history.WithoutCheck;
import org.wakeproof.cpuidle.history.WithoutSoftirqPass;
import org.wakeproof.hpet.HpetBroadcast.Mode;

/**
 * What a scenario can be told.
 *
 * @param cpus physical CPUs, 1 to 8
 * @param idleHandler which version of the idle entry
 * @param cState which C-states the governor may choose
 * @param hpet which broadcast device there is
 * @param singleShots whether each CPU has a single-shot timer beside its ticker
 * @param rounds how often each CPU idles before it only takes interrupts; 0 for ever
 * @param sampleAge how many ticks old a sample of NOW() may grow while it is in use
 * @param platform how the platform differs from the usual one
 * @param nets the safety nets that are switched on
 * @param changes what is changed of the ports and guests
 * @param memory how memory behaves
 */
public record Settings(
        int cpus,
        IdleHandler idleHandler,
        CStateChoice cState,
        HpetChoice hpet,
        boolean singleShots,
        int rounds,
        int sampleAge,
        Set<PlatformFeature> platform,
        Set<SafetyNet> nets,
        Changes changes,
        Memory memory) {

    /** How many stores of a CPU can be on their way under x86-TSO; M13b needs four, the others fewer. */
    public static final int STORE_BUFFER = 5;

    /** Memory models. */
    public enum Memory {
        /** Sequential consistency. */
        SC,
        /** x86-TSO: stores wait in buffers. */
        TSO;

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** Timers of Xen's own beside each CPU's ticker. */
    public enum Timers {
        /** One that each CPU arms once. */
        SINGLE_SHOT,
        /** None. */
        NONE;

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    /** Versions of the idle entry. */
    public enum Variant implements IdleHandler {
        /** Before the patch: the tick is never suspended. */
        V0(BeforeSuspension::new),
        /** Suspends the tick after the last look at the pending softirqs. */
        V1(FirstPosting::new),
        /** Suspends it before, but runs no softirqs in between. */
        V1_ALT(WithoutSoftirqPass::new),
        /** As committed in 964fae8ac2. */
        V2(AcpiProcessorIdle::new),
        /** V2 with the fix of July 2009, ae9820b4b0: timers only between the suspension and the check. */
        TIMERS_ONLY(WithTimersOnly::new),
        /** V2 with the fix of March 2010, 55120309ed: a CPU that is offline does not sleep. */
        V2_ONLINE(WithOnlineCheck::new),
        /** Never suspends it, and never looks at the pending softirqs with interrupts off. */
        NO_CHECK(WithoutCheck::new);

        private final Function<Parts, AcpiProcessorIdle> idle;

        Variant(Function<Parts, AcpiProcessorIdle> idle) {
            this.idle = idle;
        }

        @Override
        public AcpiProcessorIdle wire(Parts parts) {
            return idle.apply(parts);
        }

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    /** C-states for the governor. */
    public enum CStateChoice {
        ANY(CState.C1, CState.C2, CState.C3),
        C1(CState.C1),
        C2(CState.C2),
        C3(CState.C3),
        /** No C-state data: the idle function falls back to halting. */
        NONE();

        private final List<CState> states;

        CStateChoice(CState... states) {
            this.states = List.of(states);
        }

        List<CState> states() {
            return states;
        }

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** Broadcast devices. */
    public enum HpetChoice {
        /** One channel for all, its interrupt routed to CPU0. */
        LEGACY(Mode.LEGACY),
        /** One channel for all, its interrupt going to any CPU. */
        LEGACY_ANY(Mode.LEGACY_ANY_CPU),
        /** One channel a CPU, its interrupt going to that CPU. */
        MSI(Mode.MSI_PRIVATE),
        /** One channel less than CPUs (at least one), handed over between them. */
        MSI_SHARED(Mode.MSI_SHARED),
        /** No HPET: the PIT at 100 Hz. */
        PIT(null);

        private final Mode mode;

        HpetChoice(Mode mode) {
            this.mode = mode;
        }

        /** How the HPET is used, or null where there is none. */
        Mode mode() {
            return mode;
        }

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    /** What a platform is like, other than the usual one: mwait, bus-master arbitration not used, C2 stops the timer. */
    public enum PlatformFeature {
        /** C-states are entered by reading the P_LVL register. */
        SYSIO,
        /** C-states are entered by hlt. */
        HALT,
        /** The LAPIC timer runs on in C2 (local_apic_timer_c2_ok). */
        C2_OK,
        /** C3 counts the CPUs in it and turns the bus arbiter off for the last (bm_check and bm_control). */
        BM_CONTROL,
        /** No CPU has a scheduler's tick, as Xen from 2019 on where it idles. */
        TICKLESS,
        /** Trace records are taken on the way to sleep and back; one may have to be told to dom0, by a tasklet. */
        TRACE;

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    /** Things outside the idle path that can end a sleep by luck (section 14 of the facts). */
    public enum SafetyNet {
        /** The scheduler's 30 ms quantum, armed even for idle. */
        QUANTUM,
        /** The calibration rendezvous: a call-function interrupt to every CPU now and then. */
        CALIBRATION;

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** Two CPUs, v2, C3, legacy HPET, single-shot timers, no nets. */
    public static Settings defaults() {
        return new Settings(
                2,
                Variant.V2,
                CStateChoice.ANY,
                HpetChoice.LEGACY,
                true,
                0,
                0,
                EnumSet.noneOf(PlatformFeature.class),
                EnumSet.noneOf(SafetyNet.class),
                Changes.none(),
                Memory.SC);
    }

    public Settings withCpus(int count) {
        return new Settings(
                count, idleHandler, cState, hpet, singleShots, rounds, sampleAge, platform, nets, changes, memory);
    }

    public Settings withIdleHandler(IdleHandler version) {
        return new Settings(
                cpus, version, cState, hpet, singleShots, rounds, sampleAge, platform, nets, changes, memory);
    }

    public Settings withCState(CStateChoice choice) {
        return new Settings(
                cpus, idleHandler, choice, hpet, singleShots, rounds, sampleAge, platform, nets, changes, memory);
    }

    public Settings withHpet(HpetChoice choice) {
        return new Settings(
                cpus, idleHandler, cState, choice, singleShots, rounds, sampleAge, platform, nets, changes, memory);
    }

    public Settings withSingleShots(boolean present) {
        return new Settings(
                cpus, idleHandler, cState, hpet, present, rounds, sampleAge, platform, nets, changes, memory);
    }

    public Settings withRounds(int count) {
        return new Settings(
                cpus, idleHandler, cState, hpet, singleShots, count, sampleAge, platform, nets, changes, memory);
    }

    public Settings withNets(Set<SafetyNet> on) {
        return new Settings(
                cpus, idleHandler, cState, hpet, singleShots, rounds, sampleAge, platform, on, changes, memory);
    }

    Settings withSampleAge(int ticks) {
        return new Settings(
                cpus, idleHandler, cState, hpet, singleShots, rounds, ticks, platform, nets, changes, memory);
    }

    public Settings withTimers(Timers which) {
        return withSingleShots(which == Timers.SINGLE_SHOT);
    }

    Settings withPlatform(Set<PlatformFeature> features) {
        return new Settings(
                cpus, idleHandler, cState, hpet, singleShots, rounds, sampleAge, features, nets, changes, memory);
    }

    Settings withChanges(Set<Change> wanted) {
        return new Settings(
                cpus,
                idleHandler,
                cState,
                hpet,
                singleShots,
                rounds,
                sampleAge,
                platform,
                nets,
                Changes.of(wanted),
                memory);
    }

    Settings withMemory(Memory model) {
        return new Settings(
                cpus, idleHandler, cState, hpet, singleShots, rounds, sampleAge, platform, nets, changes, model);
    }
}
