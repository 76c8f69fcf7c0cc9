// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.wakeproof.timed.scenario.Outcome.Table;

/**
 * A column of the same table of several runs: a bar for each run, of which each row is a part.
 *
 * @param labels of the runs
 * @param tables one of each run; rows that one lacks are 0 there
 * @param column its position
 */
record StackedBars(List<String> labels, List<Table> tables, int column) {
    private static final int WIDTH = 760;
    private static final int LABEL = 170;
    private static final int MOST_LETTERS = 16;
    private static final int NUMBER = 64;
    /** Parts have other colours than the first runs. */
    private static final int APART = 4;

    /** What the bars are of. */
    String title() {
        return tables.get(0).title() + ": " + tables.get(0).columns().get(column);
    }

    /** By the name of a part, its value in each run; only such as are not 0 everywhere. */
    private Map<String, double[]> parts() {
        Map<String, double[]> parts = new LinkedHashMap<>();
        for (int run = 0; run < tables.size(); run++) {
            for (List<Object> row : tables.get(run).rows()) {
                double value = ((Number) row.get(column)).doubleValue();
                parts.computeIfAbsent(row.get(0).toString(), name -> new double[tables.size()])[run] = value;
            }
        }
        parts.values().removeIf(StackedBars::isNothing);
        return parts;
    }

    private static boolean isNothing(double[] values) {
        for (double value : values) {
            if (value > 0) {
                return false;
            }
        }
        return true;
    }

    private static double total(Map<String, double[]> parts, int run) {
        return parts.values().stream().mapToDouble(values -> values[run]).sum();
    }

    /** The bars, and below them which colour is what. */
    String html() {
        Map<String, double[]> parts = parts();
        double most = 0;
        for (int run = 0; run < labels.size(); run++) {
            most = Math.max(most, total(parts, run));
        }
        StringBuilder html = new StringBuilder(Svg.begin(WIDTH, rows().height(), said(parts)));
        for (int run = 0; run < labels.size(); run++) {
            html.append(bar(parts, run, most));
        }
        return html.append("</svg>").append(key(parts)).toString();
    }

    private String bar(Map<String, double[]> parts, int run, double most) {
        BarRows rows = rows();
        double scale = most == 0 ? 0 : (WIDTH - rows.left() - NUMBER) / most;
        StringBuilder bar = new StringBuilder(rows.label(run));
        double at = rows.left();
        int part = 0;
        for (Map.Entry<String, double[]> each : parts.entrySet()) {
            double value = each.getValue()[run];
            bar.append(String.format(
                    Locale.ROOT,
                    "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"><title>%s: %s</title></rect>",
                    at,
                    rows.top(run),
                    value * scale,
                    rows.thickness(),
                    RunsPage.colour(APART + part++),
                    RunsPage.escaped(each.getKey()),
                    Numbers.plain(value)));
            at += value * scale;
        }
        return bar.append(String.format(
                        Locale.ROOT,
                        "<text x=\"%.1f\" y=\"%d\">%s</text>",
                        at + 6,
                        rows.line(run),
                        Numbers.plain(total(parts, run))))
                .toString();
    }

    private BarRows rows() {
        return new BarRows(labels, LABEL, MOST_LETTERS);
    }

    private static String key(Map<String, double[]> parts) {
        StringBuilder key = new StringBuilder("<ul class=\"key\">");
        int part = 0;
        for (String name : parts.keySet()) {
            key.append("<li><i style=\"background:")
                    .append(RunsPage.colour(APART + part++))
                    .append("\"></i>")
                    .append(RunsPage.escaped(name))
                    .append("</li>");
        }
        return key.append("</ul>").toString();
    }

    private String said(Map<String, double[]> parts) {
        StringBuilder said = new StringBuilder(title());
        for (int run = 0; run < labels.size(); run++) {
            said.append(run == 0 ? ": " : ", ")
                    .append(labels.get(run))
                    .append(' ')
                    .append(Numbers.plain(total(parts, run)));
        }
        return said.toString();
    }
}
