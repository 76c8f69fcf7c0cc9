// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wakeproof.explorer.Property;
import org.wakeproof.explorer.Replay.Answer;
import org.wakeproof.explorer.Replay.Standing;
import org.wakeproof.explorer.Trace.TraceStep;
import org.wakeproof.machine.State;
import org.wakeproof.scenario.LostWakeup;
import org.wakeproof.timed.xen.Configuration.ClockShape;
import org.wakeproof.timed.xen.Variant;

/**
 * Where a timer of {@code late-timer} is late, the steps up to there are carried out once more by the engine, and the
 * state is asked for what {@code check} calls a lost wake-up.
 */
class StallCrossCheckTest {
    private static final long MS = 1_000_000;
    private static final long LATE = 50 * MS;
    /** A timer of 3 Hz is due in it. */
    private static final long LONG = 900 * MS;

    /** Timers of 10 or 20 ms are. */
    private static final long SHORT = 300 * MS;

    private final RecordedSteps steps = new RecordedSteps();

    private IdleSystem system(Variant variant, ClockShape clock, int mostJiffies, String... settings) {
        Parameters parameters = Parameters.usual(new LateTimer().parameters()).with("cpus", 2);
        for (String setting : settings) {
            parameters = parameters.with(setting.split("=")[0], setting.split("=")[1]);
        }
        IdleSystem system = new IdleSystem(variant, parameters, 1, List.of(steps), mostJiffies, clock, true);
        steps.of(system.run(), system.machine());
        return system;
    }

    /** Runs until some timer is late; whether one was. */
    private static boolean stalls(IdleSystem system, long within) {
        for (long time = IdleSystem.START; time < IdleSystem.START + within; time += MS) {
            system.run().runUntil(time);
            if (system.lateness().overdue(time).stream().anyMatch(late -> late > LATE)) {
                return true;
            }
        }
        return false;
    }

    private static Property.Leaves lost(IdleSystem system, int cpu) {
        return new LostWakeup(
                        system.machine(),
                        system.dom0().xen().softirq(),
                        system.dom0().xen().timers(),
                        cpu)
                .property();
    }

    /** As it is run: with calibration, foreign and device interrupts, which will end the stall. */
    @ParameterizedTest
    @CsvSource({"legacy", "pit"})
    void whereATimerIsLateItsCpuSleepsOnWorkWithNothingOnItsWay(String hpet) {
        IdleSystem system = system(Variant.V1, new ClockShape(MS / 10, 100_000, 20_000), 5000, "hpet=" + hpet);
        assertThat(stalls(system, LONG)).isTrue();
        steps.timePasses();
        List<TraceStep> replayed = steps.replayed(List.of()).trace().steps();
        State last = replayed.get(replayed.size() - 1).after();
        assertThat(lost(system, 1).region().test(last)).isTrue();
    }

    /**
     * With nobody left who would end it, and in the ticks of 10 ms in which the checker explores. A jiffy is as long then,
     * and each timer as short as can be.
     */
    @Test
    void whereATimerIsLateAndNobodyCalibratesTheCheckerCallsItALoss() {
        IdleSystem system = unhealed(Variant.V1);
        assertThat(stalls(system, SHORT)).isTrue();
        Answer answer = steps.replayed(List.of(lost(system, 0), lost(system, 1)))
                .staysBehindTheLastStep("no lost wake-up of CPU1");
        assertThat(answer.standing()).isEqualTo(Standing.VIOLATED);
        assertThat(answer.words()).startsWith("CPU1 sleeps in C3").contains("TIMER");
    }

    @ParameterizedTest
    @CsvSource({"BEFORE", "V2", "V2Q"})
    void noOtherVersionStalls(Variant variant) {
        assertThat(stalls(unhealed(variant), SHORT)).isFalse();
    }

    private IdleSystem unhealed(Variant variant) {
        return system(
                variant,
                new ClockShape(10 * MS, 4, 1),
                2,
                "calibration=off",
                "foreign-interrupts=0Hz",
                "device-interrupts=0Hz");
    }
}
