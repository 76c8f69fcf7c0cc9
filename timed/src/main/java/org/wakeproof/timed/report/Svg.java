// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.report;

import java.util.Locale;

/** What charts are drawn of. Places are in pixels of the chart, from its upper left corner. */
final class Svg {
    private static final double NARROWEST = 1.6;
    private static final double WIDER = 1.3;
    private static final double MOST_WIDER = 5.2;

    private Svg() {}

    /**
     * The beginning of a chart.
     *
     * @param said what is told of it to who cannot see it
     */
    static String begin(int width, int height, String said) {
        return String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">",
                width,
                height,
                RunsPage.escaped(said));
    }

    /**
     * A line.
     *
     * @param kind its class in the page's style
     */
    static String line(String kind, double x1, double y1, double x2, double y2) {
        return String.format(
                Locale.ROOT,
                "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>",
                kind,
                x1,
                y1,
                x2,
                y2);
    }

    /**
     * The curve of a run: the earlier the run, the wider, so that those that are the same show beside each other.
     *
     * @param path as SVG writes it
     */
    static String curve(int run, int runs, CharSequence path) {
        return String.format(
                Locale.ROOT,
                "<path class=\"curve\" style=\"stroke:%s;stroke-width:%.1f\" d=\"%s\"/>",
                RunsPage.colour(run),
                NARROWEST + Math.min(MOST_WIDER, WIDER * (runs - 1 - run)),
                path);
    }

    /**
     * Words, escaped.
     *
     * @param anchor start, middle or end: what of them is at the place
     */
    static String text(double x, double y, String anchor, String words) {
        return String.format(
                Locale.ROOT,
                "<text class=\"soft\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>",
                x,
                y,
                anchor,
                RunsPage.escaped(words));
    }
}
