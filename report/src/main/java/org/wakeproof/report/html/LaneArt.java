// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report.html;

import java.util.Locale;
import org.wakeproof.report.timeline.Condition;
import org.wakeproof.report.timeline.Condition.Activity;
import org.wakeproof.report.timeline.Lane;
import org.wakeproof.report.timeline.Message;
import org.wakeproof.report.timeline.Moment;
import org.wakeproof.report.timeline.Timeline;

/**
 * The lanes beside one step, as SVG that fits a row of any height: what happens, happens at a fixed distance from the
 * top; what lasts, lasts to the bottom.
 */
final class LaneArt {
    /** Width of a lane. */
    static final int LANE = 30;

    /** Height of the head. */
    static final int HEAD = 46;

    /** How far below the top of its row a step happens. */
    private static final int NODE = 14;

    private static final int WAITS_BESIDE = 10;

    private static final int CROSS_BESIDE = 8;

    private final Timeline timeline;

    LaneArt(Timeline timeline) {
        this.timeline = timeline;
    }

    int width() {
        return timeline.lanes().size() * LANE + 4;
    }

    private static int x(int lane) {
        return lane * LANE + LANE / 2;
    }

    /** The names of the lanes, for the top. */
    String head() {
        StringBuilder art = new StringBuilder();
        for (int lane = 0; lane < timeline.lanes().size(); lane++) {
            art.append(format(
                    "<text class=\"lane-name\" transform=\"translate(%d %d) rotate(-38)\">%s</text>",
                    x(lane) - 3,
                    HEAD - 6,
                    Markup.escape(timeline.lanes().get(lane).name())));
        }
        return art.toString();
    }

    /**
     * What lies beside a step.
     *
     * @param step its number from 0
     * @param previous the step shown above it; -1 for none
     */
    String row(int step, int previous) {
        Moment moment = timeline.moments().get(step);
        StringBuilder art = new StringBuilder();
        for (int lane = 0; lane < timeline.lanes().size(); lane++) {
            Lane each = timeline.lanes().get(lane);
            if (each.isCpu()) {
                cpu(art, lane, step, previous);
            } else {
                art.append(line("device", x(lane), "0", "100%"));
            }
        }
        for (Message message : timeline.messages()) {
            message(art, message, step, previous);
        }
        node(art, moment);
        return art.toString();
    }

    private void cpu(StringBuilder art, int cpu, int step, int previous) {
        Condition now = timeline.moments().get(step).conditions().get(cpu);
        Condition before = previous < 0
                ? now
                : timeline.moments().get(previous).conditions().get(cpu);
        if (now.activity() == before.activity()) {
            bar(art, cpu, now.activity(), "0", "100%");
        } else {
            bar(art, cpu, before.activity(), "0", Integer.toString(NODE));
            bar(art, cpu, now.activity(), Integer.toString(NODE), "100%");
        }
        if (now.buffered() > 0) {
            int left = x(cpu) - 16;
            art.append(format(
                    "<rect class=\"buffer\" x=\"%d\" y=\"%d\" width=\"9\" height=\"10\"/>"
                            + "<text class=\"count\" x=\"%.1f\" y=\"%d\">%d</text>",
                    left, NODE - 5, left + 4.5, NODE + 3, now.buffered()));
        }
    }

    static void bar(StringBuilder art, int lane, Activity activity, String from, String to) {
        if (activity == Activity.ASLEEP) {
            art.append(line("ASLEEP", x(lane), from, to));
            return;
        }
        int width = switch (activity) {
            case RUNNING -> 4;
            case INTERRUPTS_OFF -> 8;
            case HANDLER -> 14;
            default -> 10;
        };
        String height = from.equals("0") ? to : "100%";
        art.append(format(
                "<rect class=\"%s\" x=\"%d\" y=\"%s\" width=\"%d\" height=\"%s\"/>",
                activity, x(lane) - width / 2, from, width, height));
    }

    private void message(StringBuilder art, Message message, int step, int previous) {
        boolean isSentHere = message.sent() > previous && message.sent() <= step;
        if (message.kind().isAbsent()) {
            if (isSentHere) {
                absent(art, message);
            }
            return;
        }
        boolean isTakenHere = message.taken() > previous && message.taken() <= step;
        boolean isOver = message.taken() >= 0 && message.taken() <= previous;
        if (message.sent() > step || isOver) {
            return;
        }
        if (!(isSentHere && isTakenHere)) {
            String from = isSentHere ? Integer.toString(NODE) : "0";
            String to = isTakenHere ? Integer.toString(NODE) : "100%";
            art.append(line("waits", x(message.to()) + WAITS_BESIDE, from, to));
        }
        if (isSentHere) {
            arrow(art, x(message.from()), x(message.to()) + WAITS_BESIDE);
        }
        if (isTakenHere) {
            taken(art, x(message.to()));
        }
    }

    private static void arrow(StringBuilder art, int from, int to) {
        int back = from < to ? -6 : 6;
        art.append(format("<path class=\"arrow\" d=\"M%d %d H%d\"/>", from, NODE, to));
        art.append(format("<path class=\"head\" d=\"M%d %d l%d -4 v8 z\"/>", to, NODE, back));
    }

    private static void taken(StringBuilder art, int lane) {
        art.append(format("<path class=\"head\" d=\"M%d %d l6 -4 v8 z\"/>", lane + 5, NODE));
    }

    /** An interrupt that is not sent: a dashed line that ends in a cross where it would arrive. */
    private static void absent(StringBuilder art, Message message) {
        int to = x(message.to()) + (message.from() < message.to() ? -CROSS_BESIDE : CROSS_BESIDE);
        art.append(format("<path class=\"absent\" d=\"M%d %d H%d\"/>", x(message.from()), NODE, to));
        art.append(format("<path class=\"cross\" d=\"M%d %d l8 8 m-8 0 l8 -8\"/>", to - 4, NODE - 4));
    }

    private void node(StringBuilder art, Moment moment) {
        String kind = moment.isDecisive() ? "node decisive" : "node";
        if (timeline.lanes().get(moment.lane()).isCpu()) {
            art.append(format(
                    "<circle class=\"%s\" cx=\"%d\" cy=\"%d\" r=\"%d\"/>",
                    kind, x(moment.lane()), NODE, moment.isDecisive() ? 6 : 4));
        } else {
            art.append(format(
                    "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"9\" height=\"9\"/>",
                    kind, x(moment.lane()) - 4, NODE - 4));
        }
    }

    static String line(String kind, int x, String from, String to) {
        return format("<line class=\"%s\" x1=\"%d\" x2=\"%d\" y1=\"%s\" y2=\"%s\"/>", kind, x, x, from, to);
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
