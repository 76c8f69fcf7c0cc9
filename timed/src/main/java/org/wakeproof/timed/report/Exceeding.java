// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.report;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.wakeproof.timed.scenario.Outcome.Distribution;

/**
 * A point of a complementary distribution.
 *
 * @param value in microseconds
 * @param share which share of what is counted is greater
 */
record Exceeding(double value, double share) {
    private static final double STEP = 1.12;

    /** The points at which the share changes, on a logarithmic scale; none where nothing is counted. */
    static List<Exceeding> of(Distribution distribution) {
        Histogram histogram = distribution.histogram();
        List<Exceeding> points = new ArrayList<>();
        long all = histogram.getTotalCount();
        if (all == 0) {
            return points;
        }
        double before = 2;
        for (double value = 1; value < histogram.getMaxValue() * STEP; value *= STEP) {
            long up = histogram.getCountBetweenValues(0, (long) value);
            double share = 1 - (double) up / all;
            if (share != before) {
                points.add(new Exceeding((double) (long) value / distribution.perMicrosecond(), share));
                before = share;
            }
        }
        return points;
    }
}
