// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.report;

import java.util.Locale;
import org.wakeproof.timed.scenario.Lanes;

/** A lane for each CPU over time: sleeps as bands, what woke a CPU as strokes. The inner picture is what is zoomed. */
record LaneChart(String title, Lanes lanes) {
    private static final int WIDTH = 760;
    private static final int NAMES = 44;
    private static final int LANE = 22;
    private static final int BOTTOM = 22;

    String svg() {
        int height = LANE * lanes.cpus();
        StringBuilder svg = new StringBuilder(Svg.begin(WIDTH, height + BOTTOM, title));
        for (int cpu = 0; cpu < lanes.cpus(); cpu++) {
            svg.append(String.format(Locale.ROOT, "<text x=\"0\" y=\"%d\">CPU%d</text>", cpu * LANE + 15, cpu));
        }
        svg.append(String.format(
                Locale.ROOT,
                "<svg x=\"%d\" y=\"0\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" preserveAspectRatio=\"none\">",
                NAMES,
                WIDTH - NAMES,
                height,
                WIDTH - NAMES,
                height));
        lanes.sleeps().forEach(sleep -> svg.append(band(sleep)));
        lanes.marks().stream().filter(Lanes.Mark::bad).forEach(mark -> svg.append(stall(mark)));
        lanes.marks().stream().filter(mark -> mark.time() >= lanes.from()).forEach(mark -> svg.append(stroke(mark)));
        svg.append("</svg>");
        svg.append(String.format(
                Locale.ROOT,
                "<text class=\"soft\" x=\"%d\" y=\"%d\">%s s</text>"
                        + "<text class=\"soft\" x=\"%d\" y=\"%d\" text-anchor=\"end\">%s s</text>",
                NAMES,
                height + 15,
                Numbers.plain(lanes.from() / 1e9),
                WIDTH,
                height + 15,
                Numbers.plain(lanes.to() / 1e9)));
        lanes.marks().stream()
                .filter(Lanes.Mark::bad)
                .forEach(mark -> svg.append(String.format(
                        Locale.ROOT,
                        "<text class=\"bad\" x=\"%d\" y=\"%d\" text-anchor=\"middle\">CPU%d: %s</text>",
                        WIDTH / 2,
                        height + 15,
                        mark.cpu(),
                        RunsPage.escaped(mark.what()))));
        return svg.append("</svg>").toString();
    }

    private double x(long time) {
        return (double) (time - lanes.from()) / (lanes.to() - lanes.from()) * (WIDTH - NAMES);
    }

    private String band(Lanes.Sleep sleep) {
        double from = x(Math.max(sleep.from(), lanes.from()));
        return String.format(
                Locale.ROOT,
                "<rect x=\"%.3f\" y=\"%d\" width=\"%.3f\" height=\"%d\" fill=\"var(--%s)\"><title>CPU%d in %s, %s ms</title></rect>",
                from,
                sleep.cpu() * LANE + 3,
                Math.max(0, x(sleep.to()) - from),
                LANE - 6,
                sleep.state().startsWith("C3") ? "deep" : sleep.state().startsWith("C2") ? "middle" : "light",
                sleep.cpu(),
                sleep.state(),
                Numbers.plain((sleep.to() - sleep.from()) / 1e6));
    }

    /** From when on it should have happened until it has. */
    private String stall(Lanes.Mark mark) {
        double from = x(Math.max(mark.since(), lanes.from()));
        return String.format(
                Locale.ROOT,
                "<rect class=\"stall\" vector-effect=\"non-scaling-stroke\" x=\"%.3f\" y=\"%d\" width=\"%.3f\" height=\"%d\">"
                        + "<title>CPU%d: %s, due at %s s</title></rect>",
                from,
                mark.cpu() * LANE + 2,
                x(mark.time()) - from,
                LANE - 4,
                mark.cpu(),
                RunsPage.escaped(mark.what()),
                Numbers.plain(mark.since() / 1e9));
    }

    private String stroke(Lanes.Mark mark) {
        return String.format(
                Locale.ROOT,
                "<line class=\"%s\" vector-effect=\"non-scaling-stroke\" x1=\"%.3f\" x2=\"%.3f\" y1=\"%d\" y2=\"%d\">"
                        + "<title>CPU%d: %s at %s s</title></line>",
                mark.bad() ? "mark bad" : "mark",
                x(mark.time()),
                x(mark.time()),
                mark.cpu() * LANE + 1,
                mark.cpu() * LANE + LANE - 1,
                mark.cpu(),
                RunsPage.escaped(mark.what()),
                Numbers.plain(mark.time() / 1e9));
    }
}
