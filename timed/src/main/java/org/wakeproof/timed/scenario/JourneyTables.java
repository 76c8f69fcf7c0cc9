// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.wakeproof.timed.measure.Cause;
import org.wakeproof.timed.measure.Journeys;
import org.wakeproof.timed.measure.Journeys.Stage;
import org.wakeproof.timed.scenario.Outcome.Table;

/** Where time was spent on the way, and what ended it. */
final class JourneyTables {
    private JourneyTables() {}

    static List<Table> of(Journeys journeys) {
        return of(journeys, "");
    }

    /** The same with what it is the way of, in front of the titles. */
    static List<Table> of(Journeys journeys, String of) {
        List<List<Object>> stages = new ArrayList<>();
        List<List<Object>> ends = new ArrayList<>();
        for (Stage stage : journeys.stages()) {
            stages.add(List.of(
                    stage.name(),
                    stage.took().getMean() / 1e3,
                    stage.took().getValueAtPercentile(99) / 1e3,
                    stage.took().getMaxValue() / 1e3,
                    stage.heldUp()));
            for (Map.Entry<Cause, Long> each : stage.ended().entrySet()) {
                ends.add(List.of(stage.name(), each.getKey().toString(), each.getValue()));
            }
        }
        return List.of(
                new Table(
                        of + "where the time was spent",
                        List.of("stage", "mean, ms", "p99, ms", "most, ms", "held up"),
                        stages),
                new Table(
                        of + "what had woken the CPU where a stall was over",
                        List.of("stage", "woken by", "count"),
                        ends));
    }
}
