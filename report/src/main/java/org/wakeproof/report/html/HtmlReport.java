// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Nearest;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.Result;
import org.wakeproof.explorer.Trace;
import org.wakeproof.explorer.Verdict;
import org.wakeproof.report.NearestPlaces;
import org.wakeproof.report.SourceUrl;
import org.wakeproof.report.timeline.Narrative;
import org.wakeproof.report.timeline.Timeline;

/**
 * A report as one HTML page that needs nothing else: no network, no script to be read. Any command puts its page
 * together from these parts, in the order in which they are to be read. All texts are plain; they are escaped here.
 */
public final class HtmlReport {
    private static final Template PAGE = Template.named("page.html");

    private final String title;
    private final StringBuilder body = new StringBuilder();
    private boolean full;
    private SourceUrl sources = SourceUrl.USUAL;
    /** How many there are, in all parts. */
    private final AtomicInteger timelines;

    /**
     * @param title of the page, in a line
     */
    public HtmlReport(String title) {
        this(title, new AtomicInteger());
    }

    private HtmlReport(String title, AtomicInteger timelines) {
        this.title = title;
        this.timelines = timelines;
    }

    /** Lets timelines show every step at first, those folded too. */
    public HtmlReport full(boolean on) {
        full = on;
        return this;
    }

    /** Has links to Xen's source lead elsewhere. */
    public HtmlReport sources(SourceUrl url) {
        sources = url;
        return this;
    }

    /** A verdict with what it is about, for the top of the page. */
    public HtmlReport verdict(Verdict verdict, String about) {
        body.append("<p>")
                .append(Markup.element("span", "class=\"verdict " + verdict + "\"", verdict.toString()))
                .append("</p>\n");
        return add("h1", "", about);
    }

    /** A heading for the top of the page. */
    public HtmlReport headline(String text) {
        return add("h1", "", text);
    }

    /** A heading. */
    public HtmlReport section(String text) {
        return add("h2", "", text);
    }

    /** A paragraph. */
    public HtmlReport paragraph(String text) {
        return add("p", "", text);
    }

    /** What went wrong, in one paragraph that stands out. */
    public HtmlReport story(String text) {
        return add("p", "class=\"story\"", text);
    }

    /** What to type on a command line. */
    public HtmlReport command(String text) {
        body.append("<pre><code>").append(Markup.escape(text)).append("</code></pre>\n");
        return this;
    }

    /** Sentences, one below the other. */
    public HtmlReport list(List<String> items) {
        return list("plain", items);
    }

    /** Names, side by side. */
    public HtmlReport names(List<String> items) {
        return list("names", items);
    }

    private HtmlReport list(String kind, List<String> items) {
        body.append("<ul class=\"").append(kind).append("\">\n");
        items.forEach(item -> add("li", "", item));
        body.append("</ul>\n");
        return this;
    }

    /** Figures with their names. */
    public HtmlReport figures(Map<String, String> figures) {
        body.append("<dl class=\"numbers\">\n");
        figures.forEach((name, value) -> body.append("<div>")
                .append(Markup.element("dt", "", name))
                .append(Markup.element("dd", "", value))
                .append("</div>\n"));
        body.append("</dl>\n");
        return this;
    }

    /** A table; columns of nothing but numbers are aligned on the right. */
    public HtmlReport table(List<String> heads, List<List<String>> rows) {
        return table(heads, rows, List.of());
    }

    /**
     * A table whose rows lead to other pages.
     *
     * @param pages file names beside this page, one for each row; empty where a row leads nowhere. Or none at all.
     */
    public HtmlReport table(List<String> heads, List<List<String>> rows, List<String> pages) {
        List<String> kinds = new ArrayList<>();
        for (int column = 0; column < heads.size(); column++) {
            int at = column;
            kinds.add(kind(rows.stream().map(row -> row.get(at)).toList()));
        }
        body.append("<div class=\"scroll\"><table class=\"rows\"><thead>");
        row("th", heads, heads, kinds, "");
        body.append("</thead>\n<tbody>\n");
        for (int i = 0; i < rows.size(); i++) {
            row("td", rows.get(i), heads, kinds, pages.isEmpty() ? "" : pages.get(i));
        }
        body.append("</tbody></table></div>\n");
        return this;
    }

    private static String kind(List<String> column) {
        if (column.stream().allMatch(cell -> cell.matches("[\\d,.]+"))) {
            return "amount";
        }
        return column.stream().allMatch(cell -> cell.matches("\\d{4}-\\d\\d-\\d\\d")) ? "date" : "";
    }

    /** A cell knows its column: on a phone it stands below the one before it. */
    private void row(String tag, List<String> cells, List<String> heads, List<String> kinds, String page) {
        body.append("<tr>");
        for (int column = 0; column < cells.size(); column++) {
            String kind = (kinds.get(column) + " " + Cases.kind(cells.get(column))).strip();
            String attributes = (kind.isEmpty() ? "" : "class=\"" + kind + "\" ")
                    + (tag.equals("th") ? "scope=\"col\"" : "data-head=\"" + Markup.escape(heads.get(column)) + "\"");
            if (column == 0 && !page.isEmpty()) {
                body.append("<td ").append(attributes).append('>');
                body.append(Markup.element("a", "href=\"" + Markup.escape(page) + "\"", cells.get(0)));
                body.append("</td>");
            } else {
                body.append(Markup.element(tag, attributes, cells.get(column)));
            }
        }
        body.append("</tr>\n");
    }

    /** A table whose rows unfold. */
    public HtmlReport cases(Cases cases) {
        body.append(cases.html());
        return this;
    }

    /** Lines of source. */
    public HtmlReport listing(Listing listing) {
        body.append(listing.html());
        return this;
    }

    /** A word, what it means in words, and in a formula. */
    public HtmlReport definition(String name, String words, String formula) {
        body.append("<div class=\"definition\">")
                .append(Markup.element("h3", "", name))
                .append(Markup.element("p", "", words))
                .append(Markup.element("code", "class=\"formula\"", formula))
                .append("</div>\n");
        return this;
    }

    /** How a property is violated: the paragraph that tells it, and the timeline. */
    public HtmlReport trace(ClosedSystem system, Trace trace, Optional<String> property) {
        Timeline timeline = Timeline.of(system, trace, property);
        return story(Narrative.of(system, trace, timeline, property)).draw(timeline);
    }

    /** A run that violates nothing, drawn and not told. */
    private HtmlReport run(ClosedSystem system, Trace run) {
        return draw(Timeline.of(system, run, Optional.empty()));
    }

    private HtmlReport draw(Timeline timeline) {
        int number = timelines.incrementAndGet();
        String id = number == 1 ? "step-" : "trace-" + number + "-step-";
        body.append(new TimelineHtml(timeline, id, full, sources).render());
        return this;
    }

    /** How a property is violated, told and not drawn. */
    public HtmlReport told(ClosedSystem system, Trace trace, Optional<String> property) {
        return story(Narrative.of(system, trace, Timeline.of(system, trace, property), property));
    }

    /** A report of its own for a place in this one, as the details of a row; all timelines have different addresses. */
    public HtmlReport part() {
        return new HtmlReport(title, timelines).full(full).sources(sources);
    }

    /** How near runs come to what is never met. */
    public HtmlReport nearest(ClosedSystem system, Nearest nearest) {
        list(NearestPlaces.of(nearest));
        nearest.run().ifPresent(run -> run(system, run));
        return this;
    }

    /** What it holds so far. */
    String markup() {
        return body.toString();
    }

    /** Opens a part that the reader unfolds; it ends with {@link #endFold()}. */
    public HtmlReport fold(String summary) {
        body.append("<details>").append(Markup.element("summary", "", summary)).append('\n');
        return this;
    }

    /** Ends what {@link #fold} began. */
    public HtmlReport endFold() {
        body.append("</details>\n");
        return this;
    }

    /** All that a run found: how the violation comes about, or what was explored within which bounds. */
    public HtmlReport result(ClosedSystem system, Result result, Options options) {
        new ResultPart(this, system, result, options).add();
        return this;
    }

    private HtmlReport add(String tag, String attributes, String text) {
        body.append(Markup.element(tag, attributes, text)).append('\n');
        return this;
    }

    /**
     * The whole page.
     *
     * @param made what made it, for its foot
     */
    public String render(String made) {
        return PAGE.fill(Map.of(
                "title",
                title,
                "css",
                Template.resource("lanes.css") + Template.resource("report.css"),
                "js",
                Template.resource("tree.js") + Template.resource("report.js") + Template.resource("cases.js"),
                "body",
                body.toString(),
                "made",
                made));
    }
}
