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
 * @param curves how one number goes with another
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
        List<Curve> curves,
        Lanes lanes) {
    /** What has come out of a request. */
    static Outcome of(
            String scenario,
            Request request,
            List<Figure> figures,
            List<Table> tables,
            List<Distribution> distributions,
            List<Curve> curves,
            Lanes lanes) {
        return new Outcome(
                scenario,
                request.variant(),
                request.parameters().written(),
                request.seed(),
                request.seconds(),
                figures,
                tables,
                distributions,
                curves,
                lanes);
    }

    /**
     * A number.
     *
     * @param name what it is; the same in all variants
     * @param value the number; {@link #NOT_COUNTED} for none
     * @param unit what it counts
     */
    public record Figure(String name, double value, String unit) {
        /** The value where this is not counted: no number. */
        public static final double NOT_COUNTED = Double.NaN;
    }

    /**
     * A table of words and numbers.
     *
     * @param title what it is of
     * @param columns their heads
     * @param rows a word, or a number as {@link Double} or {@link Long}, for each column
     * @param stacked the columns, by position, whose rows are the parts of a whole
     */
    public record Table(String title, List<String> columns, List<List<Object>> rows, List<Integer> stacked) {
        /** One whose rows are no parts of anything. */
        public Table(String title, List<String> columns, List<List<Object>> rows) {
            this(title, columns, rows, List.of());
        }
    }

    /**
     * A histogram.
     *
     * @param name what is counted
     * @param histogram the values
     * @param perMicrosecond how many of the histogram's units are a microsecond
     * @param lines the milliseconds that it is compared with
     */
    public record Distribution(String name, Histogram histogram, int perMicrosecond, List<Integer> lines) {
        private static final List<Integer> OF_LATENCY = List.of(50, 100, 1000, 10_000);

        /** One of latencies. */
        public Distribution(String name, Histogram histogram, int perMicrosecond) {
            this(name, histogram, perMicrosecond, OF_LATENCY);
        }

        /** A histogram in microseconds. */
        public Distribution(String name, Histogram histogram) {
            this(name, histogram, 1);
        }
    }

    /**
     * A curve: what comes out for several values of something.
     *
     * @param title what it shows; the same in all variants
     * @param x the axis to the right
     * @param y the axis upwards
     * @param points in order
     * @param limits lines that it is compared with
     */
    public record Curve(String title, Axis x, Axis y, List<Point> points, List<Limit> limits) {}

    /**
     * An axis.
     *
     * @param name what it counts, with its unit
     * @param logarithmic whether equal ratios have equal lengths; otherwise it begins at 0
     */
    public record Axis(String name, boolean logarithmic) {}

    /** A point of a curve. */
    public record Point(double x, double y) {}

    /**
     * A line that a curve is compared with.
     *
     * @param name what is written at it
     * @param value where it crosses its axis
     * @param upright whether it crosses the x axis
     */
    public record Limit(String name, double value, boolean upright) {}

    /** The value of a figure. */
    public double figure(String name) {
        return figures.stream()
                .filter(figure -> figure.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no figure is called " + name))
                .value;
    }
}
