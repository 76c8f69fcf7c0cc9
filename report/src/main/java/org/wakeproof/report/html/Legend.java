// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report.html;

import java.util.List;
import java.util.function.Predicate;
import org.wakeproof.report.timeline.Condition;
import org.wakeproof.report.timeline.Condition.Activity;
import org.wakeproof.report.timeline.Message;
import org.wakeproof.report.timeline.Moment;
import org.wakeproof.report.timeline.Timeline;

/** The signs of lanes that occur in a timeline, each with what it means. */
final class Legend {
    private Legend() {}

    /** A sample, as wide as a lane and 28 high, its meaning, and where it occurs. */
    private record Sign(String art, String meaning, Predicate<Timeline> occurs) {}

    private static List<Sign> signs() {
        return List.of(
                sign(Activity.RUNNING, "running"),
                sign(Activity.INTERRUPTS_OFF, "interrupts off"),
                sign(Activity.HANDLER, "in an interrupt's handler"),
                sign(Activity.GUEST, "in the guest"),
                sign(Activity.ASLEEP, "asleep"),
                new Sign(
                        "<path class=\"arrow\" d=\"M0 14 H24\"/><path class=\"head\" d=\"M28 14 l-6 -4 v8 z\"/>",
                        "interrupt sent",
                        hasMessage(message -> !message.kind().isAbsent())),
                new Sign(
                        LaneArt.line("waits", 15, "4", "24"),
                        "waits to be taken",
                        hasMessage(message -> !message.kind().isAbsent() && message.taken() != message.sent() + 1)),
                new Sign(
                        "<path class=\"absent\" d=\"M0 14 H20\"/><path class=\"cross\" d=\"M17 10 l8 8 m-8 0 l8 -8\"/>",
                        "interrupt not sent",
                        hasMessage(message -> message.kind().isAbsent())),
                new Sign(
                        "<rect class=\"buffer\" x=\"10\" y=\"9\" width=\"9\" height=\"10\"/>"
                                + "<text class=\"count\" x=\"14.5\" y=\"17\">2</text>",
                        "stores that have not reached memory",
                        hasCondition(condition -> condition.buffered() > 0)),
                new Sign(
                        "<circle class=\"node decisive\" cx=\"15\" cy=\"14\" r=\"6\"/>",
                        "decisive step",
                        timeline -> timeline.moments().stream().anyMatch(Moment::isDecisive)));
    }

    private static Sign sign(Activity activity, String meaning) {
        StringBuilder art = new StringBuilder();
        LaneArt.bar(art, 0, activity, "0", "100%");
        return new Sign(art.toString(), meaning, hasCondition(condition -> condition.activity() == activity));
    }

    private static Predicate<Timeline> hasCondition(Predicate<Condition> wanted) {
        return timeline -> timeline.moments().stream()
                .anyMatch(moment -> moment.conditions().stream().anyMatch(wanted));
    }

    private static Predicate<Timeline> hasMessage(Predicate<Message> wanted) {
        return timeline -> timeline.messages().stream().anyMatch(wanted);
    }

    /** As a list. */
    static String html(Timeline timeline) {
        StringBuilder items = new StringBuilder("<ul class=\"legend\" aria-label=\"Signs\">");
        for (Sign sign : signs()) {
            if (!sign.occurs().test(timeline)) {
                continue;
            }
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
