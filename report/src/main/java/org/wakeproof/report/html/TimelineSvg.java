// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wakeproof.report.TextTrace;
import org.wakeproof.report.timeline.Change;
import org.wakeproof.report.timeline.Essence;
import org.wakeproof.report.timeline.Moment;
import org.wakeproof.report.timeline.Timeline;
import org.wakeproof.report.timeline.Variable;

/** A timeline as a figure of its own, for a mail or a slide. */
public final class TimelineSvg {
    private static final Template FIGURE = Template.named("figure.svg");
    private static final int NUMBER = 40;
    private static final int CHARACTER = 8;
    private static final int LINE = 16;
    private static final int PADDING = 8;

    /** How much of a timeline is drawn. */
    public enum Detail {
        /** What the wake-up hangs on ({@link Essence}), in a figure narrow enough for a phone. */
        BRIEF(48),
        /** What somebody else could see. */
        USUAL(78),
        /** Every step. */
        FULL(78);

        private final int characters;

        Detail(int characters) {
            this.characters = characters;
        }
    }

    private final Timeline timeline;
    private final Detail detail;
    private final LaneArt art;
    private final StringBuilder content = new StringBuilder();
    private int y = LaneArt.HEAD + PADDING;

    /** For a timeline, drawn with as much detail as is asked for. */
    public TimelineSvg(Timeline timeline, Detail detail) {
        this.timeline = timeline;
        this.detail = detail;
        this.art = new LaneArt(timeline);
    }

    /** One line of a row: its CSS class and what it says. */
    private record Line(String kind, String text) {}

    /**
     * The whole figure.
     *
     * @param title what it shows
     */
    public String render(String title) {
        content.append("<svg x=\"" + NUMBER + "\" y=\"" + PADDING + "\" width=\"" + art.width() + "\" height=\""
                + LaneArt.HEAD + "\" overflow=\"visible\">" + art.head() + "</svg>\n");
        int previous = -1;
        for (int i = 0; i < timeline.moments().size(); i++) {
            if (detail == Detail.USUAL) {
                timeline.folding().note(i).ifPresent(this::fold);
            }
            if (isDrawn(timeline.moments().get(i))) {
                row(i, previous);
                previous = i;
            }
        }
        return FIGURE.fill(Map.of(
                "title", title,
                "width", Integer.toString(NUMBER + art.width() + detail.characters * CHARACTER),
                "height", Integer.toString(y + PADDING),
                "css", Template.resource("lanes.css") + Template.resource("figure.css"),
                "content", content.toString()));
    }

    private boolean isDrawn(Moment moment) {
        return switch (detail) {
            case BRIEF -> moment.isShown() && Essence.isIn(timeline, moment);
            case USUAL -> moment.isShown();
            case FULL -> true;
        };
    }

    private void fold(String note) {
        text(new Line("fold", "\u2026 " + note), y + LINE - 4);
        y += LINE;
    }

    private void row(int step, int previous) {
        Moment moment = timeline.moments().get(step);
        List<Line> lines = lines(moment);
        int height = lines.size() * LINE + PADDING;
        content.append("<svg x=\"" + NUMBER + "\" y=\"" + y + "\" width=\"" + art.width() + "\" height=\"" + height
                + "\">" + art.row(step, previous) + "</svg>\n");
        content.append("<text class=\"number\" x=\"" + (NUMBER - 8) + "\" y=\"" + (y + LINE + 2) + "\">"
                + moment.number() + "</text>\n");
        int at = y + LINE + 1;
        for (Line line : lines) {
            text(line, at);
            at += LINE;
        }
        y += height;
    }

    private void text(Line line, int at) {
        content.append("<text class=\"" + line.kind + "\" x=\"" + (NUMBER + art.width() + PADDING) + "\" y=\"" + at
                + "\">" + Markup.escape(line.text) + "</text>\n");
    }

    private List<Line> lines(Moment moment) {
        List<Line> lines = new ArrayList<>();
        wrap("function", moment.by(timeline.lanes().get(moment.lane()).name(), moment.isDecisive()), lines);
        wrap(moment.isDecisive() ? "operation decisive" : "operation", moment.text(), lines);
        for (Change change : moment.changes()) {
            Variable variable = timeline.variables().get(change.variable());
            if (variable.isKey()) {
                wrap("function", variable.name() + ": " + change.before() + " \u2192 " + change.after(), lines);
            }
        }
        Optional<String> note = moment.note();
        note.ifPresent(text -> wrap("remark", text, lines));
        return lines;
    }

    private void wrap(String kind, String text, List<Line> lines) {
        List<String> wrapped = new ArrayList<>();
        TextTrace.wrap(text, detail.characters, "  ", wrapped);
        wrapped.forEach(line -> lines.add(new Line(kind, line)));
    }
}
