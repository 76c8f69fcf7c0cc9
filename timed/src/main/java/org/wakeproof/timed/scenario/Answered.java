// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.wakeproof.timed.measure.Journeys;
import org.wakeproof.timed.scenario.Outcome.Axis;
import org.wakeproof.timed.scenario.Outcome.Curve;
import org.wakeproof.timed.scenario.Outcome.Point;

/** How many answers a second a client sees from its beginning on. */
final class Answered {
    /** 10 s. */
    private static final int BINS = 100;

    private static final double PER_SECOND = 1e9 / Journeys.BIN_NS;

    private Answered() {}

    static Curve curve(Journeys journeys) {
        Map<Long, Long> ends = journeys.ends();
        List<Point> points = new ArrayList<>();
        for (long bin = 0; bin < BINS; bin++) {
            points.add(new Point((bin + 1) / PER_SECOND, PER_SECOND * ends.getOrDefault(bin, 0L)));
        }
        return new Curve(
                "the first 10 s, in steps of 0.1 s",
                new Axis("time, s", false),
                new Axis("answers a second", false),
                points,
                List.of());
    }
}
