// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wakeproof.cpuidle.CState;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Replay;
import org.wakeproof.explorer.Replay.Standing;
import org.wakeproof.explorer.Trace.TraceStep;
import org.wakeproof.machine.Cell;
import org.wakeproof.machine.Clock;
import org.wakeproof.machine.ExactState;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.SleepState;
import org.wakeproof.machine.State;
import org.wakeproof.machine.TimeCell;
import org.wakeproof.scenario.PortScenarios;
import org.wakeproof.scenario.Settings;
import org.wakeproof.timed.run.CStateTimes;
import org.wakeproof.timed.run.Costs;
import org.wakeproof.timed.run.Setup;
import org.wakeproof.timed.run.TimedRun;
import org.wakeproof.timed.xen.Configuration.ClockShape;
import org.wakeproof.timed.xen.DriverDomain;
import org.wakeproof.timed.xen.Variant;

/**
 * Every schedule that a timed run takes is a path of the explored machine: recorded steps, with a step of the clock for
 * each tick in between, are carried out by the engine, and end in the same state.
 */
class CrossCheckTest {
    private static void assertSame(TimedRun run, State replayed, Machine machine) {
        Clock clock = machine.clock();
        for (Cell cell : machine.cells()) {
            int value = replayed.get(cell.field());
            if (!(cell instanceof TimeCell time)) {
                assertThat(value).as(cell.name()).isEqualTo(run.get(cell.field()));
            } else if (!cell.name().startsWith("TMICT")) {
                // A local APIC timer that stands still is made up for when its CPU wakes.
                long exact = run.time(time);
                long relative = value == Clock.ZERO
                        ? ExactState.ZERO
                        : value == clock.never() ? ExactState.NEVER : run.now() + value - clock.now();
                assertThat(relative).as(cell.name()).isEqualTo(exact);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"V2Q,legacy", "V2,msi", "V1,legacy", "V1,legacy-any", "BEFORE,msi-shared"})
    void aTimedRunIsAPathOfTheExploredMachine(Variant variant, String hpet) {
        Parameters parameters =
                Parameters.usual(new LateTimer().parameters()).with("cpus", 2).with("hpet", hpet);
        RecordedSteps steps = new RecordedSteps();
        // Ticks of 0.1 ms: there are fewer of them, and Xen's durations are still whole numbers of them or less than
        // one.
        ClockShape clock = new ClockShape(100_000, 100_000, 20_000);
        IdleSystem system = new IdleSystem(variant, parameters, 1, List.of(steps), 5000, clock, true);
        steps.of(system.run(), system.machine());
        system.run().runUntil(IdleSystem.START + 250_000_000);
        List<TraceStep> replayed = steps.replayed(List.of()).trace().steps();
        assertThat(replayed).hasSizeGreaterThan(2000);
        assertSame(system.run(), replayed.get(replayed.size() - 1).after(), system.machine());
    }

    /** A guest behind a driver domain that looks by a timer, with its rings, grants and event channels. */
    @ParameterizedTest
    @CsvSource({"V1,apart", "V2,apart", "V1,together"})
    void aTimedReadIsAPathOfTheExploredMachine(Variant variant, String pinning) {
        Parameters parameters = Parameters.usual(new BlackTenth().parameters());
        ClockShape clock = new ClockShape(100_000, 100_000, 20_000);
        DriverDomain system = new PacketSystem(parameters, clock)
                .wired(
                        variant,
                        List.of(CState.values()),
                        new PacketSystem.Guest(false, pinning.equals("together"), 0, 1, 1, 1, false));
        RecordedSteps steps = new RecordedSteps();
        PacketRun run = new PacketRun(
                Request.of(variant.toString(), parameters, 1, 1),
                system,
                new Reads(1000, 100_000, 1, 1),
                List.of(steps),
                true);
        Machine machine = system.xen().machine();
        steps.of(run.run(), machine);
        run.run().runUntil(IdleSystem.START + 100_000_000);
        steps.timePasses();
        List<TraceStep> replayed = steps.replayed(List.of()).trace().steps();
        assertThat(run.run().get(system.application().asked().field())).isPositive();
        assertSame(run.run(), replayed.get(replayed.size() - 1).after(), machine);
    }

    /**
     * The system of {@code check idle-tick --cstate c3 --timers none}, in the ticks in which it is explored. Its only
     * timers are the tickers, so what is not woken by them is not woken at all.
     */
    @ParameterizedTest
    @CsvSource({"V1,VIOLATED", "V2,NOT_VIOLATED", "V0,NOT_VIOLATED"})
    void whereTheFirstPostingStallsTheCheckerCallsItALoss(Settings.Variant variant, Standing expected) {
        Settings settings = Settings.defaults()
                .withSingleShots(false)
                .withCState(Settings.CStateChoice.C3)
                .withIdleHandler(variant);
        ClosedSystem system = PortScenarios.all().get(0).build(settings);
        Machine machine = system.machine();
        RecordedSteps steps = new RecordedSteps();
        CStateTimes atOnce = new CStateTimes() {
            @Override
            public long entry(SleepState state) {
                return 1000;
            }

            @Override
            public long exit(SleepState state) {
                return 1000;
            }
        };
        long us = 1000;
        TimedRun run = new TimedRun(
                machine,
                new Setup(
                        new Costs(20 * us, 20 * us, us, us, us, us, us, us, us, us, us),
                        atOnce,
                        Map.of(),
                        List.of(),
                        IdleSystem.START,
                        cpu -> cpu * 3_000_000L,
                        steps,
                        List.of(),
                        true));
        steps.of(run, machine);
        run.runUntil(IdleSystem.START + 200_000_000);
        Replay replay = steps.replayed(system.properties());
        List<Standing> standings = List.of(
                replay.staysBehindTheLastStep("no lost wake-up of CPU0").standing(),
                replay.staysBehindTheLastStep("no lost wake-up of CPU1").standing());
        assertThat(standings.get(0)).isEqualTo(Standing.NOT_VIOLATED);
        assertThat(standings.get(1)).isEqualTo(expected);
    }
}
