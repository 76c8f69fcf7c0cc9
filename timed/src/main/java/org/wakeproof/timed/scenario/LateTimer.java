// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.wakeproof.timed.measure.Cause;
import org.wakeproof.timed.measure.LatenessMeasure;
import org.wakeproof.timed.scenario.Outcome.Distribution;
import org.wakeproof.timed.scenario.Outcome.Figure;
import org.wakeproof.timed.scenario.Outcome.Table;

/** Dom0's single-shot timers: how late they are, and what ends the wait. */
final class LateTimer implements TimedScenario {
    private static final long SPAN = 1_500_000_000L;
    private static final double WATCHDOG = 9;

    @Override
    public String name() {
        return "late-timer";
    }

    @Override
    public String summary() {
        return "dom0's single-shot timers: how late they are, what ends the wait, and when a watchdog complains";
    }

    @Override
    public Map<String, String> variants() {
        return IdleVariants.all();
    }

    @Override
    public double usualSeconds() {
        return 200;
    }

    @Override
    public List<Parameter> parameters() {
        return IdleParameters.all(1);
    }

    @Override
    public Outcome run(Request request) {
        IdleRun run = new IdleRun(request, SPAN);
        LatenessMeasure measure = run.system().lateness();
        Histogram late = measure.lateness();
        LostIpis lost = run.system().lostIpis();
        List<Long> overdue = measure.overdue(run.end());
        double hours = request.seconds() / 3600;
        List<Figure> figures = List.of(
                new Figure("timers", late.getTotalCount(), ""),
                new Figure("asked for, p50", measure.asked().getValueAtPercentile(50) / 1e3, "ms"),
                new Figure("asked for, most", measure.asked().getMaxValue() / 1e3, "ms"),
                new Figure("asked for more than 1 s", 100 * measure.shareAskedBeyond(1), "%"),
                new Figure("late by, p50", late.getValueAtPercentile(50) / 1e3, "ms"),
                new Figure("late by, p99", late.getValueAtPercentile(99) / 1e3, "ms"),
                new Figure("late by, most", late.getMaxValue() / 1e3, "ms"),
                new Figure("later than 0.1 s", 100 * measure.shareLaterThan(0.1), "%"),
                new Figure("later than 1 s", 100 * measure.shareLaterThan(1), "%"),
                new Figure("later than 1 s an hour", measure.countLaterThan(1) / hours, ""),
                new Figure("later than 9 s an hour", measure.countLaterThan(WATCHDOG) / hours, ""),
                new Figure("overdue at the end", overdue.size(), ""),
                new Figure(
                        "overdue by then, most",
                        overdue.stream().mapToLong(Long::longValue).max().orElse(0) / 1e6,
                        "ms"),
                new Figure("TIMER IPIs lost by the fault", lost.count(), ""),
                new Figure("asleep behind one, p50", lost.waits().getValueAtPercentile(50) / 1e3, "ms"),
                new Figure("asleep behind one, most", lost.waits().getMaxValue() / 1e3, "ms"));
        IdleOutcome sleeps = new IdleOutcome(run.system().sleeps(), request.parameters(), request.seconds());
        return run.outcome(
                name(),
                figures,
                List.of(ends(measure), sleeps.causes(), sleeps.states()),
                List.of(
                        new Distribution("lateness", late),
                        Idle.residencies(run.system().sleeps())));
    }

    private static Table ends(LatenessMeasure measure) {
        List<List<Object>> rows = new ArrayList<>();
        for (Map.Entry<Cause, Long> each : measure.ended().entrySet()) {
            rows.add(List.of(each.getKey().toString(), each.getValue()));
        }
        return new Table(
                "what has ended waits of more than " + LatenessMeasure.STALL_NS / 1_000_000 + " ms",
                List.of("ended by", "count"),
                rows);
    }
}
