// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.report;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.wakeproof.timed.scenario.Outcome.Curve;
import org.wakeproof.timed.scenario.Outcome.Limit;
import org.wakeproof.timed.scenario.Outcome.Point;

/** The same curve of several runs, with the lines that they are compared with. */
record CurveChart(List<Curve> curves) {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 340;
    /** More would run into each other. */
    private static final int MOST_LARGE_DOTS = 40;

    private static final int LEFT = 64;
    private static final int RIGHT = WIDTH - 24;
    private static final int TOP = 26;
    private static final int BOTTOM = HEIGHT - 44;
    private static final double ROOM = 1.08;

    String svg() {
        Curve first = curves.get(0);
        Scale x = scale(true);
        Scale y = scale(false);
        StringBuilder svg = new StringBuilder(Svg.begin(
                WIDTH,
                HEIGHT,
                first.title() + ": " + first.y().name() + " against "
                        + first.x().name()));
        for (double tick : x.ticks()) {
            double at = x.at(tick);
            svg.append(Svg.line("axis", at, TOP, at, BOTTOM))
                    .append(Svg.text(at, BOTTOM + 16, "middle", Numbers.brief(tick)));
        }
        for (double tick : y.ticks()) {
            double at = y.at(tick);
            svg.append(Svg.line("axis", LEFT, at, RIGHT, at))
                    .append(Svg.text(LEFT - 6, at + 4, "end", Numbers.brief(tick)));
        }
        svg.append(Svg.text(
                        (LEFT + RIGHT) / 2.0, HEIGHT - 8, "middle", first.x().name()))
                .append(Svg.text(0, 14, "start", first.y().name()));
        limits().forEach(limit -> svg.append(limit.upright() ? upright(limit, x) : level(limit, y)));
        for (int run = 0; run < curves.size(); run++) {
            svg.append(curve(curves.get(run).points(), run, x, y));
        }
        return svg.append("</svg>").toString();
    }

    private Set<Limit> limits() {
        Set<Limit> limits = new LinkedHashSet<>();
        curves.forEach(curve -> limits.addAll(curve.limits()));
        return limits;
    }

    private Scale scale(boolean upright) {
        double least = Double.MAX_VALUE;
        double most = 0;
        for (Curve curve : curves) {
            for (Point point : curve.points()) {
                double value = upright ? point.x() : point.y();
                least = value > 0 ? Math.min(least, value) : least;
                most = Math.max(most, value);
            }
        }
        double seen = most;
        double furthest = limits().stream()
                .filter(limit -> limit.upright() == upright)
                .mapToDouble(Limit::value)
                // A line that is far away says nothing, and would press the curves together.
                .filter(value -> value < 3 * seen)
                .max()
                .orElse(0);
        boolean logarithmic =
                upright ? curves.get(0).x().logarithmic() : curves.get(0).y().logarithmic();
        return new Scale(
                logarithmic ? least : 0,
                Math.max(most, furthest) * (upright && logarithmic ? 1 : ROOM),
                logarithmic,
                upright ? LEFT : BOTTOM,
                upright ? RIGHT : TOP);
    }

    private static String upright(Limit limit, Scale x) {
        double at = x.at(limit.value());
        return at > RIGHT
                ? ""
                : Svg.line("limit", at, TOP, at, BOTTOM) + Svg.text(at - 5, TOP + 12, "end", limit.name());
    }

    private static String level(Limit limit, Scale y) {
        double at = y.at(limit.value());
        return at < TOP ? "" : Svg.line("limit", LEFT, at, RIGHT, at) + Svg.text(RIGHT, at - 5, "end", limit.name());
    }

    private String curve(List<Point> points, int run, Scale x, Scale y) {
        StringBuilder path = new StringBuilder();
        StringBuilder dots = new StringBuilder();
        for (Point point : points) {
            double right = x.at(point.x());
            double up = y.at(point.y());
            path.append(String.format(Locale.ROOT, "%s%.1f,%.1f", path.length() == 0 ? "M" : " L", right, up));
            dots.append(String.format(
                    Locale.ROOT,
                    "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%s\" fill=\"%s\"><title>%s: %s</title></circle>",
                    right,
                    up,
                    points.size() > MOST_LARGE_DOTS ? "1.5" : "3",
                    RunsPage.colour(run),
                    Numbers.plain(point.x()),
                    Numbers.plain(point.y())));
        }
        return points.isEmpty() ? "" : Svg.curve(run, curves.size(), path) + dots;
    }
}
