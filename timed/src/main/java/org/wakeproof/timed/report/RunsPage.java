// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.report;

import java.util.List;
import java.util.stream.Collectors;
import org.wakeproof.report.Resource;
import org.wakeproof.timed.scenario.Lanes;
import org.wakeproof.timed.scenario.Outcome;
import org.wakeproof.timed.scenario.Outcome.Figure;
import org.wakeproof.timed.scenario.Outcome.Table;

/** Runs as one page that needs nothing else: figures as bars, distributions, tables, and CPUs over time. */
public final class RunsPage {
    private static final int COLOURS = 8;

    private final Runs runs;
    private final StringBuilder page = new StringBuilder();

    public RunsPage(Runs runs) {
        this.runs = runs;
    }

    /** The colour of a run, by its position. */
    static String colour(int run) {
        return "var(--c" + run % COLOURS + ")";
    }

    /**
     * The page, as XHTML.
     *
     * @param made what made it, for its foot
     */
    public String render(String made) {
        String title = escaped(runs.all().get(0).scenario()) + " in real time";
        add(
                "<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n"
                        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n<title>" + title
                        + "</title>\n<style>\n" + Resource.text(RunsPage.class, "runs.css")
                        + "</style>\n</head>\n<body>\n<main>\n<h1>"
                        + title + "</h1>\n<p class=\"soft\">" + escaped(runs.title()) + "</p>\n");
        key();
        figures();
        bars();
        parts();
        curves();
        distributions();
        lanes();
        runs.all().forEach(this::tables);
        parameters();
        add("</main>\n<footer class=\"soft\">" + escaped(made) + "</footer>\n");
        add("<script>\n//<![CDATA[\n" + Resource.text(RunsPage.class, "runs.js")
                + "//]]>\n</script>\n</body>\n</html>\n");
        return page.toString();
    }

    private void key() {
        add("<ul class=\"key\">");
        for (int run = 0; run < runs.all().size(); run++) {
            add("<li><i style=\"background:" + colour(run) + "\"></i>"
                    + escaped(runs.label(runs.all().get(run))) + "</li>");
        }
        add("</ul>\n");
    }

    private void figures() {
        add("<h2>Figures</h2>\n"
                + scrolled("Figures") + "<tr><td></td>"
                + runs.all().stream()
                        .map(run -> "<th>" + escaped(runs.label(run)) + "</th>")
                        .collect(Collectors.joining())
                + "</tr>\n");
        for (Figure figure : runs.all().get(0).figures()) {
            add("<tr><td>" + escaped(Numbers.named(figure.name(), figure.unit())) + "</td>"
                    + runs.all().stream()
                            .map(run -> "<td>" + Numbers.plain(run.figure(figure.name())) + "</td>")
                            .collect(Collectors.joining())
                    + "</tr>\n");
        }
        add("</table></div>\n");
    }

    private void bars() {
        if (runs.all().size() < 2) {
            return;
        }
        add("<h2>Side by side</h2>\n<div class=\"grid\">\n");
        for (Figure figure : runs.all().get(0).figures()) {
            List<Double> values =
                    runs.all().stream().map(run -> run.figure(figure.name())).toList();
            if (values.stream().allMatch(value -> value == 0)) {
                continue;
            }
            String name = Numbers.named(figure.name(), figure.unit());
            add("<figure>"
                    + new Bars(
                                    name,
                                    values,
                                    runs.all().stream().map(runs::label).toList())
                            .svg() + "<figcaption>"
                    + escaped(name) + "</figcaption></figure>\n");
        }
        add("</div>\n");
    }

    /** What the wholes of the runs consist of. */
    private void parts() {
        List<String> labels = runs.all().stream().map(runs::label).toList();
        for (Table table : runs.all().get(0).tables()) {
            for (int column : table.stacked()) {
                StackedBars bars = new StackedBars(labels, called(table.title()), column);
                add("<h2>" + escaped(capital(bars.title())) + "</h2>\n<figure class=\"wide\" tabindex=\"0\">"
                        + bars.html() + "</figure>\n");
            }
        }
    }

    /** The table of that title in each run. */
    private List<Table> called(String title) {
        return runs.all().stream()
                .map(run -> run.tables().stream()
                        .filter(table -> table.title().equals(title))
                        .findFirst()
                        .orElseThrow())
                .toList();
    }

    private static String capital(String title) {
        return Character.toUpperCase(title.charAt(0)) + title.substring(1);
    }

    private void curves() {
        for (int i = 0; i < runs.all().get(0).curves().size(); i++) {
            int position = i;
            List<Outcome.Curve> curves =
                    runs.all().stream().map(run -> run.curves().get(position)).toList();
            add("<h2>" + escaped(capital(curves.get(0).title())) + "</h2>\n<figure class=\"wide\" tabindex=\"0\">"
                    + new CurveChart(curves).svg() + "</figure>\n");
        }
    }

    private void distributions() {
        int count = runs.all().get(0).distributions().size();
        for (int i = 0; i < count; i++) {
            int position = i;
            Outcome.Distribution first = runs.all().get(0).distributions().get(position);
            List<List<Exceeding>> curves = runs.all().stream()
                    .map(run -> Exceeding.of(run.distributions().get(position)))
                    .toList();
            String title = "How often the " + first.name() + " is longer";
            add("<h2>" + escaped(title) + "</h2>\n<figure class=\"wide\" tabindex=\"0\">"
                    + new ExceedingChart(title, curves, first.lines()).svg()
                    + "<figcaption>Share that is longer than the time below, both on logarithmic scales. Dashed: "
                    + ExceedingChart.words(first.lines()) + ".</figcaption></figure>\n");
        }
    }

    private void lanes() {
        for (Outcome run : runs.all()) {
            Lanes lanes = run.lanes();
            if (lanes.cpus() > 0) {
                String title = "CPUs over time, " + runs.label(run);
                add("<h2>" + escaped(title) + "</h2>\n<figure class=\"lanes\">"
                        + new LaneChart(title, lanes).svg()
                        + "<figcaption>Bands are sleeps, the deeper the darker; strokes are interrupts that woke a CPU."
                        + (lanes.marks().stream().anyMatch(Lanes.Mark::bad)
                                ? " Red is the longest stall, from when something was due until it happened."
                                : "")
                        + "</figcaption></figure>\n");
            }
        }
    }

    private void tables(Outcome run) {
        for (Table table : run.tables()) {
            if (table.rows().isEmpty()) {
                continue;
            }
            String title = runs.label(run) + ": " + table.title();
            add("<h3>" + escaped(title) + "</h3>\n" + scrolled(title) + "<tr>"
                    + table.columns().stream()
                            .map(column -> "<th>" + escaped(column) + "</th>")
                            .collect(Collectors.joining())
                    + "</tr>\n");
            table.rows()
                    .forEach(row -> add("<tr>"
                            + row.stream()
                                    .map(value -> "<td>" + escaped(Numbers.of(value)) + "</td>")
                                    .collect(Collectors.joining())
                            + "</tr>\n"));
            add("</table></div>\n");
        }
    }

    private void parameters() {
        String title = "Parameters of the first run";
        add("<h2>" + title + "</h2>\n" + scrolled(title));
        runs.all()
                .get(0)
                .parameters()
                .forEach((name, value) ->
                        add("<tr><td>" + escaped(name) + "</td><td>" + escaped(value) + "</td></tr>\n"));
        add("</table></div>\n");
    }

    /** The beginning of a table, which keys scroll where it is wider than the page. */
    private static String scrolled(String title) {
        return "<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-label=\"" + escaped(title) + "\"><table>\n";
    }

    private void add(String text) {
        page.append(text);
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
