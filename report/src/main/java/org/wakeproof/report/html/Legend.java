// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report.html;

import java.util.List;
import org.wakeproof.report.timeline.Condition.Activity;

/** The signs of lanes, each with what it means. */
final class Legend {
    private Legend() {}

    /** A sample, as wide as a lane and 28 high, and its meaning. */
    private record Sign(String art, String meaning) {}

    private static List<Sign> signs() {
        return List.of(
                sign(Activity.RUNNING, "running"),
                sign(Activity.INTERRUPTS_OFF, "interrupts off"),
                sign(Activity.HANDLER, "in an interrupt's handler"),
                sign(Activity.GUEST, "in the guest"),
                sign(Activity.ASLEEP, "asleep"),
                new Sign(
                        "<path class=\"arrow\" d=\"M0 14 H24\"/><path class=\"head\" d=\"M28 14 l-6 -4 v8 z\"/>",
                        "interrupt sent"),
                new Sign(LaneArt.line("waits", 15, "4", "24"), "waits to be taken"),
                new Sign(
                        "<path class=\"absent\" d=\"M0 14 H20\"/><path class=\"cross\" d=\"M17 10 l8 8 m-8 0 l8 -8\"/>",
                        "interrupt not sent"),
                new Sign(
                        "<rect class=\"buffer\" x=\"10\" y=\"9\" width=\"9\" height=\"10\"/>"
                                + "<text class=\"count\" x=\"14.5\" y=\"17\">2</text>",
                        "stores that have not reached memory"),
                new Sign("<circle class=\"node decisive\" cx=\"15\" cy=\"14\" r=\"6\"/>", "decisive step"));
    }

    private static Sign sign(Activity activity, String meaning) {
        StringBuilder art = new StringBuilder();
        LaneArt.bar(art, 0, activity, "0", "100%");
        return new Sign(art.toString(), meaning);
    }

    /** As a list. */
    static String html() {
        StringBuilder items = new StringBuilder("<ul class=\"legend\" aria-label=\"Signs\">");
        for (Sign sign : signs()) {
            items.append(
                            "<li><svg xmlns=\"http://www.w3.org/2000/svg\" width=\"30\" height=\"28\" aria-hidden=\"true\">")
                    .append(sign.art())
                    .append("</svg>")
                    .append(Markup.escape(sign.meaning()))
                    .append("</li>");
        }
        return items.append("</ul>\n").toString();
    }
}
