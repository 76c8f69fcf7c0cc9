// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.scenario;

import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.wakeproof.timed.measure.SleepMeasure;
import org.wakeproof.timed.scenario.Outcome.Distribution;

/** An idle machine: how often its CPUs are woken, how long they sleep, and what that takes. */
final class Idle implements TimedScenario {
    private static final long SPAN = 300_000_000;
    /** And the residency that the first mail promises, in milliseconds. */
    private static final List<Integer> TICK_QUANTUM_AND_CALIBRATION = List.of(10, 30, 100, 1000);

    @Override
    public String name() {
        return "idle";
    }

    @Override
    public String summary() {
        return "an idle dom0: wake-ups a second by cause, residency by C-state, power";
    }

    @Override
    public Map<String, String> variants() {
        return IdleVariants.all();
    }

    @Override
    public double usualSeconds() {
        return 60;
    }

    @Override
    public List<Parameter> parameters() {
        return IdleParameters.all(0);
    }

    @Override
    public Outcome run(Request request) {
        IdleRun run = new IdleRun(request, SPAN);
        SleepMeasure sleeps = run.system().sleeps();
        IdleOutcome told = new IdleOutcome(sleeps, request.parameters(), request.seconds());
        return run.outcome(
                name(),
                told.figures(),
                List.of(told.causes(), told.states(), told.powers()),
                List.of(residencies(sleeps)));
    }

    /** Of all CPUs and C-states. */
    static Distribution residencies(SleepMeasure sleeps) {
        Histogram all = new Histogram(3);
        sleeps.cpus().forEach(cpu -> cpu.states().forEach(state -> all.add(cpu.residencies(state))));
        return new Distribution("residency", all, 1, TICK_QUANTUM_AND_CALIBRATION);
    }
}
