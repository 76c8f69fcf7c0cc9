// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report.html;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wakeproof.report.SourcePlace;
import org.wakeproof.report.SourceUrl;
import org.wakeproof.report.timeline.CallTree;
import org.wakeproof.report.timeline.Change;
import org.wakeproof.report.timeline.Condition;
import org.wakeproof.report.timeline.Folding;
import org.wakeproof.report.timeline.Lane;
import org.wakeproof.report.timeline.Moment;
import org.wakeproof.report.timeline.Timeline;
import org.wakeproof.report.timeline.Variable;
import org.wakeproof.report.timeline.Verbs;

/** A timeline as part of a page: a row for each step, and the states as data for stepping through them. */
final class TimelineHtml {
    private static final Template TIMELINE = Template.named("timeline.html");
    private static final Template ROW = Template.named("row.html");

    private final Timeline timeline;
    private final String id;
    private final boolean full;
    private final SourceUrl sources;
    private final LaneArt art;

    /**
     * @param id what the steps' ids begin with; unique in the page
     * @param full whether every step is shown at first
     * @param sources where links to Xen's source lead
     */
    TimelineHtml(Timeline timeline, String id, boolean full, SourceUrl sources) {
        this.sources = sources;
        this.timeline = timeline;
        this.id = id;
        this.full = full;
        this.art = new LaneArt(timeline);
    }

    String render() {
        return TIMELINE.fill(Map.of(
                "all", full ? " all" : "",
                "checked", full ? " checked=\"checked\"" : "",
                "width", Integer.toString(art.width()),
                "count", Integer.toString(timeline.moments().size()),
                "legend", Legend.html(timeline) + Notation.html(timeline),
                "heads", svg(LaneArt.HEAD, art.head()),
                "rows", rows(),
                "data", data()));
    }

    private String svg(int height, String content) {
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + art.width() + "\" height=\"" + height
                + "\" aria-hidden=\"true\">" + content + "</svg>";
    }

    private String rows() {
        StringBuilder rows = new StringBuilder();
        int previous = -1;
        for (int i = 0; i < timeline.moments().size(); i++) {
            timeline.folding().note(i).ifPresent(note -> rows.append(fold(note)));
            Moment moment = timeline.moments().get(i);
            rows.append(row(moment, previous));
            if (moment.isShown()) {
                previous = i;
            }
        }
        long rest = timeline.folding().count(Folding.Reason.REST_OF_ROUND);
        if (rest > 0) {
            rows.append(fold("and " + rest + " more steps, back to where the round began"));
        }
        return rows.toString();
    }

    private static String fold(String text) {
        return Markup.element("li", "class=\"fold\"", "\u2026 " + text) + "\n";
    }

    private String row(Moment moment, int previous) {
        String by = moment.by(timeline.lanes().get(moment.lane()).name(), moment.isDecisive());
        return ROW.fill(Map.of(
                "classes",
                "step" + (moment.isShown() ? "" : " folded") + (moment.isDecisive() ? " decisive" : ""),
                "id",
                id + moment.number(),
                "label",
                "Step " + moment.number() + ", " + by + ": " + Verbs.of(moment.text()),
                "number",
                Integer.toString(moment.number()),
                "lanes",
                "<svg xmlns=\"http://www.w3.org/2000/svg\">" + art.row(moment.number() - 1, previous) + "</svg>",
                "by",
                by,
                "source",
                moment.source().map(this::source).orElse(""),
                "operation",
                Markup.escape(moment.text()) + Notation.beside(moment.text()),
                "changes",
                changes(moment),
                "note",
                moment.note()
                        .map(note -> Markup.element("span", "class=\"note\"", note))
                        .orElse("")));
    }

    private String source(SourcePlace place) {
        return Markup.element(
                "a",
                "class=\"source\" tabindex=\"-1\" target=\"_blank\" rel=\"noopener noreferrer\" href=\""
                        + Markup.escape(sources.of(place))
                        + "\" title=\"" + Markup.escape(place + " at commit " + place.commit()) + "\"",
                place.fileName() + ":" + place.line());
    }

    /** Softirq words and deadlines that have got another value; what the operation says already is not said again. */
    private String changes(Moment moment) {
        StringBuilder text = new StringBuilder();
        for (Change change : moment.changes()) {
            Variable variable = timeline.variables().get(change.variable());
            if (variable.isKey() && !moment.text().endsWith(variable.name() + " = " + change.after())) {
                text.append("<span class=\"change mono\">")
                        .append(Markup.escape(variable.name() + ": " + change.before() + " \u2192 "))
                        .append(Markup.element("b", "", change.after()))
                        .append("</span>");
            }
        }
        return text.toString();
    }

    /** All values of all states, as the first and what changes. */
    private String data() {
        List<String> groups =
                timeline.variables().stream().map(Variable::group).distinct().toList();
        List<String> titles = new ArrayList<>();
        List<List<Integer>> conditions = new ArrayList<>();
        List<List<List<Object>>> changes = new ArrayList<>();
        for (Moment moment : timeline.moments()) {
            conditions.add(moment.conditions().stream()
                    .map(condition -> number(titles, condition))
                    .toList());
            changes.add(moment.changes().stream()
                    .map(change -> List.<Object>of(change.variable(), change.after()))
                    .toList());
        }
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("names", timeline.variables().stream().map(Variable::name).toList());
        data.put("groups", groups);
        data.put(
                "group",
                timeline.variables().stream()
                        .map(each -> groups.indexOf(each.group()))
                        .toList());
        data.put("initial", timeline.initial());
        data.put("changes", changes);
        data.put("lanes", timeline.lanes().stream().map(Lane::name).toList());
        data.put("lane", timeline.moments().stream().map(Moment::lane).toList());
        CallTree tree = timeline.callTree();
        data.put(
                "calls",
                tree.calls().stream()
                        .map(call -> List.<Object>of(
                                call.first(), call.end(), call.depth(), String.join(" \u203a ", call.names())))
                        .toList());
        data.put("alone", tree.alone());
        data.put("titles", titles);
        data.put("conditions", conditions);
        return json(data);
    }

    private static int number(List<String> titles, Condition condition) {
        String title = condition.title() + (condition.interruptWaits() ? "; an interrupt waits" : "");
        if (!titles.contains(title)) {
            titles.add(title);
        }
        return titles.indexOf(title);
    }

    /** As JSON that can stand inside a script element, in HTML and in XML. */
    private static String json(Object data) {
        try {
            return new ObjectMapper()
                    .writeValueAsString(data)
                    .replace("<", "\\u003c")
                    .replace(">", "\\u003e")
                    .replace("&", "\\u0026");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
