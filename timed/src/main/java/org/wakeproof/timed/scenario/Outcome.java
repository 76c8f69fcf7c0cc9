// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.scenario;

import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What has come out of a run.
 *
 * @param scenario its name
 * @param variant its variant's name
 * @param parameters all values, as they are written
 * @param seed the seed
 * @param seconds how much of the run is counted
 * @param figures the numbers by which variants are compared
 * @param tables the details
 * @param distributions how often which value occurred
 * @param lanes what CPUs did in a part of the run
 */
public record Outcome(
        String scenario,
        String variant,
        Map<String, String> parameters,
        long seed,
        double seconds,
        List<Figure> figures,
        List<Table> tables,
        List<Distribution> distributions,
        Lanes lanes) {

    /**
     * A number.
     *
     * @param name what it is; the same in all variants
     * @param value the number
     * @param unit what it counts
     */
    public record Figure(String name, double value, String unit) {}

    /**
     * A table of words and numbers.
     *
     * @param title what it is of
     * @param columns their heads
     * @param rows a word, or a number as {@link Double} or {@link Long}, for each column
     */
    public record Table(String title, List<String> columns, List<List<Object>> rows) {}

    /**
     * A histogram.
     *
     * @param name what is counted
     * @param histogram in microseconds
     */
    public record Distribution(String name, Histogram histogram) {}

    /** The value of a figure. */
    public double figure(String name) {
        return figures.stream()
                .filter(figure -> figure.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no figure is called " + name))
                .value;
    }
}
