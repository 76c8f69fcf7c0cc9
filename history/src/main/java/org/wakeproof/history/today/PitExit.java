// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.history.today;

import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Property;
import org.wakeproof.history.system.CpuLoop;
import org.wakeproof.history.system.HistoricScenario;
import org.wakeproof.history.system.OtherInterrupt;
import org.wakeproof.history.system.SmallSystem;
import org.wakeproof.hpet.PitBroadcast;
import org.wakeproof.hpet.y2026.PitExitRaisesTimer;
import org.wakeproof.machine.Clock;
import org.wakeproof.machine.Instant;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Pit;
import org.wakeproof.machine.SleepState;
import org.wakeproof.machine.State;
import org.wakeproof.scenario.Change;
import org.wakeproof.scenario.Changes;
import org.wakeproof.scenario.Settings;
import org.wakeproof.softirq.Apic;
import org.wakeproof.softirq.Softirq;
import org.wakeproof.softirq.Timer;
import org.wakeproof.softirq.Timers;
import org.wakeproof.softirq.y2026.Apic2026;
import org.wakeproof.softirq.y2026.Softirq2026;

/** P7: a CPU leaves the PIT's broadcast with its deadline over, and goes to a guest. */
final class PitExit extends HistoricScenario {
    private static final int SLEEPER = 1;

    PitExit() {
        super(
                "pit-exit",
                "a CPU is woken by a device as its deadline passes, and leaves the PIT's broadcast: does its timer run?",
                Bug.harmless(Change.PIT_EXIT_RAISES_TIMER, "repaired"),
                Bug.harmless(Change.KEEPS_OLD_COUNTDOWN, "before b95beb1858: late by as long as it slept"));
    }

    @Override
    protected String asIs() {
        return "VIOLATED  nobody is told that the deadline has passed (P7)";
    }

    @Override
    protected boolean hasClock() {
        return true;
    }

    @Override
    public ClosedSystem build(Settings settings) {
        Changes changes = settings.changes();
        Machine machine = SmallSystem.machine(settings, 2, 1);
        Softirq2026 softirq = new Softirq2026(machine);
        Apic apic =
                changes.has(Change.KEEPS_OLD_COUNTDOWN) ? new Apic(machine, softirq) : new Apic2026(machine, softirq);
        Timers timers = new Timers(machine, softirq, apic, new Timers.Parameters(0, 1, 1, 1, true));
        Timer timer = timers.initTimer("single-shot", SLEEPER, () -> {});
        PitBroadcast pit = changes.has(Change.PIT_EXIT_RAISES_TIMER)
                ? new PitExitRaisesTimer(machine, softirq, apic, timers)
                : new PitBroadcast(machine, softirq, apic, timers);
        new OtherInterrupt(machine, SLEEPER, () -> {});
        // A PIT that is faster than its handler would leave CPU0 nothing else to do.
        machine.clock().urge((state, cpu) -> cpu != Pit.CPU);
        CpuLoop guest = new CpuLoop(machine, "guest", softirq, () -> true);
        machine.boot(
                Pit.CPU, true, machine.procedure("busy", () -> machine.cpu().stop()));
        machine.boot(SLEEPER, true, machine.procedure("idle", () -> {
            timers.setTimer(timer, Instant.nowPlus(1));
            softirq.doSoftirq();
            sleep(machine, softirq, pit);
            guest.run();
        }));
        return new SmallSystem(
                        machine,
                        "CPU1 sleeps once in C3 with a deadline a tick ahead, and then runs a guest for ever; a device may"
                                + " interrupt it once; CPU0 is busy and takes the PIT's interrupts, each before the next")
                .and(
                        SLEEPER,
                        softirq.softirqPending(SLEEPER),
                        new Property.Leaves(
                                "the timer of CPU1 runs",
                                state -> isForgotten(machine, softirq, apic, timers, state),
                                state -> "the deadline of CPU1 is over, its LAPIC timer is not armed, and TIMER is not"
                                        + " pending on it"))
                .noLostWakeup(softirq)
                .sometimesAsleep(SLEEPER)
                .close();
    }

    private static void sleep(Machine machine, Softirq softirq, PitBroadcast pit) {
        machine.cpu().disableInterrupts();
        if (softirq.softirqPending(SLEEPER).load() == 0) {
            pit.lapicTimerOff();
            machine.cpu().sleep(SleepState.C3);
            machine.cpu().enableInterrupts();
            pit.lapicTimerOn();
        } else {
            machine.cpu().enableInterrupts();
        }
    }

    private static boolean isForgotten(Machine machine, Softirq softirq, Apic apic, Timers timers, State state) {
        int deadline = state.get(timers.timerDeadline().of(SLEEPER).field());
        return !machine.cpu(SLEEPER).isAsleep(state)
                && deadline != Clock.ZERO
                && deadline < machine.clock().now()
                && state.get(apic.timer().count(SLEEPER).field())
                        == machine.clock().never()
                && (state.get(softirq.softirqPending(SLEEPER).field()) & 1 << Softirq.TIMER) == 0
                && machine.cpu(SLEEPER).interruptRequests(state) == 0;
    }
}
