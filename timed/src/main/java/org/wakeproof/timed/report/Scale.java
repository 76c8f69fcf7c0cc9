// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Where values lie along an axis of a picture.
 *
 * @param low the least value
 * @param high the greatest
 * @param logarithmic whether equal ratios have equal lengths
 * @param from where the least value lies
 * @param to where the greatest lies
 */
record Scale(double low, double high, boolean logarithmic, double from, double to) {
    private static final int FEW = 6;
    private static final double[] STEPS = {1, 2, 5, 10};

    double at(double value) {
        double part = logarithmic
                ? high == low ? 0.5 : Math.log(value / low) / Math.log(high / low)
                : (value - low) / (high - low);
        return from + part * (to - from);
    }

    /** Round values, some of them. */
    List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        if (logarithmic) {
            double decades = Math.log10(high / low);
            for (double decade = Math.pow(10, Math.floor(Math.log10(low))); decade <= high; decade *= 10) {
                for (double step : decades > 3 ? new double[] {1} : new double[] {1, 2, 5}) {
                    if (step * decade >= low && step * decade <= high) {
                        ticks.add(step * decade);
                    }
                }
            }
            return ticks;
        }
        double rough = (high - low) / FEW;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double step = power;
        for (double each : STEPS) {
            step = each * power;
            if (step >= rough) {
                break;
            }
        }
        for (int i = 0; low + i * step <= high; i++) {
            ticks.add(low + i * step);
        }
        return ticks;
    }
}
