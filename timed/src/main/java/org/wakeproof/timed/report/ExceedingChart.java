// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Complementary distributions of several runs, both axes logarithmic, with lines at some milliseconds. */
record ExceedingChart(String title, List<List<Exceeding>> curves, List<Integer> lines) {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 320;
    private static final int LEFT = 84;
    private static final int BOTTOM = 30;
    private static final double LEAST_SHARE = 1e-5;
    private static final String[] SHARES = {"100", "10", "1", "0.1", "0.01", "0.001"};
    private static final String[] DECADES = {
        "1 us", "10 us", "100 us", "1 ms", "10 ms", "100 ms", "1 s", "10 s", "100 s"
    };

    String svg() {
        double most = curves.stream()
                .flatMap(List::stream)
                .mapToDouble(Exceeding::value)
                .max()
                .orElse(1e6);
        int decades = (int) Math.max(4, Math.min(DECADES.length - 1, Math.ceil(Math.log10(Math.max(1, most)))));
        StringBuilder svg = new StringBuilder(Svg.begin(WIDTH, HEIGHT, title));
        for (int decade = 0; decade <= decades; decade++) {
            double x = x(Math.pow(10, decade), decades);
            svg.append(Svg.line("axis", x, 0, x, HEIGHT - BOTTOM))
                    .append(Svg.text(x, HEIGHT - 10, "middle", DECADES[decade]));
        }
        for (int decade = 0; decade <= 5; decade++) {
            double y = y(Math.pow(10, -decade));
            svg.append(Svg.line("axis", LEFT, y, WIDTH, y))
                    .append(Svg.text(LEFT - 6, y + 4, "end", SHARES[decade] + " %"));
        }
        for (int line : lines) {
            double limit = line * 1e3;
            if (limit < Math.pow(10, decades)) {
                double x = x(limit, decades);
                svg.append(Svg.line("limit", x, 0, x, HEIGHT - BOTTOM));
            }
        }
        for (int i = 0; i < curves.size(); i++) {
            svg.append(curve(curves.get(i), i, decades));
        }
        return svg.append("</svg>").toString();
    }

    /** What the lines are at, in words. */
    static String words(List<Integer> lines) {
        return lines.stream()
                .map(line -> line < 1000 ? line + " ms" : line / 1000 + " s")
                .collect(Collectors.joining(", "));
    }

    private String curve(List<Exceeding> points, int run, int decades) {
        StringBuilder path = new StringBuilder();
        double before = y(1);
        for (Exceeding point : points) {
            double x = x(Math.max(1, point.value()), decades);
            double y = y(Math.max(LEAST_SHARE, point.share()));
            path.append(String.format(
                    Locale.ROOT, "%s%.1f,%.1f %.1f,%.1f", path.length() == 0 ? "M" : " L", x, before, x, y));
            before = y;
        }
        return points.isEmpty() ? "" : Svg.curve(run, curves.size(), path);
    }

    private static double x(double micros, int decades) {
        return LEFT + (WIDTH - LEFT - 20) * Math.log10(micros) / decades;
    }

    private static double y(double share) {
        return 8 + (HEIGHT - BOTTOM - 8) * Math.log10(share) / Math.log10(LEAST_SHARE);
    }
}
