// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** One figure of several runs as bars. */
record Bars(String figure, List<Double> values, List<String> labels) {
    private static final int WIDTH = 420;
    private static final int LABEL = 150;
    private static final int MOST_LETTERS = 21;
    private static final int NUMBER = 70;

    String svg() {
        BarRows rows = new BarRows(labels, LABEL, MOST_LETTERS);
        double most = values.stream().mapToDouble(Bars::length).max().orElse(0);
        StringBuilder svg = new StringBuilder(Svg.begin(WIDTH, rows.height(), said()));
        for (int i = 0; i < values.size(); i++) {
            double length = most == 0 ? 0 : length(values.get(i)) / most * (WIDTH - rows.left() - NUMBER);
            svg.append(rows.label(i))
                    .append(String.format(
                            Locale.ROOT,
                            "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>"
                                    + "<text x=\"%.1f\" y=\"%d\">%s</text>",
                            rows.left(),
                            rows.top(i),
                            Math.max(1, length),
                            rows.thickness(),
                            RunsPage.colour(i),
                            rows.left() + length + 6,
                            rows.line(i),
                            Numbers.plain(values.get(i))));
        }
        return svg.append("</svg>").toString();
    }

    /** Of a bar; none where nothing is counted. */
    private static double length(double value) {
        return Double.isNaN(value) ? 0 : Math.abs(value);
    }

    private String said() {
        return IntStream.range(0, values.size())
                .mapToObj(i -> labels.get(i) + " " + Numbers.plain(values.get(i)))
                .collect(Collectors.joining(", ", figure + ": ", ""));
    }
}
