// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.orderings;

import java.util.List;
import java.util.Locale;
import org.wakeproof.report.Resource;

/** A survey as one page that needs nothing else: the rules, the steps, and every ordering as a strip of coloured cells. */
public final class SurveyPage {
    private final SurveyReport report;
    private final List<Step> steps;
    private final StringBuilder page = new StringBuilder();

    public SurveyPage(SurveyReport report) {
        this.report = report;
        this.steps = report.path().known();
    }

    /**
     * The page, as XHTML.
     *
     * @param made what made it, for its foot
     */
    public String render(String made) {
        OrderedPath path = report.path();
        add("<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"en\">\n<head>\n"
                + "<meta charset=\"utf-8\"/>\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n<title>Orderings of "
                + path.name() + "</title>\n<style>\n" + Resource.text(SurveyPage.class, "survey.css")
                + "</style>\n</head>\n<body>\n<main>\n");
        add("<h1>Orderings of " + path.name() + "</h1>\n<p>" + escaped(path.title()) + ". "
                + (report.isIncomplete() ? "<strong class=\"open\">INCOMPLETE</strong>: " : "Each explored whole: ")
                + escaped(report.inWords()) + ".</p>\n");
        rules();
        guards();
        steps();
        add(
                "<h2>Every ordering</h2>\n<p class=\"quiet\">\u2713 holds; \u2717 is violated, by a trace of so many steps;"
                        + " z never sleeps; ? was not explored to its end. One that does not hold leads to what is said of it.</p>\n");
        report.groups().forEach(this::group);
        list("Within these bounds", path.bounds());
        list("Explored on", path.stages().stream().map(OrderedPath.Stage::name).toList());
        oneByOne();
        add("</main>\n<footer class=\"quiet\">" + escaped(made) + "</footer>\n</body>\n</html>\n");
        return page.toString();
    }

    private void rules() {
        Rules rules = report.rules();
        add("<h2>Rules</h2>\n<p>" + rules.holding() + " of " + rules.permutations()
                + " permutations hold, within the bounds at the end. " + escaped(rules.conclusion()) + ".</p>\n<ol>\n");
        for (Rule rule : rules.direct()) {
            add("<li><strong>" + rule.inWords() + "</strong>\n<div class=\"strips\">");
            if (rule.kept() != null) {
                strip(rule.kept());
                strip(rule.broken());
            }
            add("</div></li>\n");
        }
        add("</ol>\n");
        if (!rules.implied().isEmpty()) {
            add("<p class=\"quiet\">It follows: "
                    + String.join(
                            "; ", rules.implied().stream().map(Rule::inWords).toList())
                    + ".</p>\n");
        }
    }

    private void guards() {
        if (report.guards().isEmpty()) {
            return;
        }
        add("<h2>Which steps are needed</h2>\n<dl>\n");
        for (Guard guard : report.guards()) {
            String kind = guard.orderings() == 0
                    ? "quiet"
                    : guard.isNeeded() ? "needed" : guard.holding() > 0 ? "good" : "quiet";
            add("<dt>" + cell(guard.step()) + " " + guard.step().label() + "</dt><dd><span class=\"" + kind + "\">"
                    + guard.inWords() + "</span>");
            if (guard.example() != null) {
                add(" ");
                strip(guard.example());
            }
            add("</dd>\n");
        }
        add("</dl>\n");
    }

    private void steps() {
        add("<h2>Steps</h2>\n<dl>\n");
        for (Step step : report.path().steps()) {
            add("<dt>" + cell(step) + " " + step.label() + "</dt><dd>" + escaped(step.does()) + "</dd>\n");
        }
        add("</dl>\n");
        List<Structure> structure = report.path().structure();
        if (!structure.isEmpty()) {
            list(
                    "What a legal ordering is",
                    structure.stream().map(Structure::rule).toList());
        }
    }

    private void list(String title, List<String> lines) {
        add("<h2>" + title + "</h2>\n<ul>\n");
        lines.forEach(line -> add("<li>" + escaped(line) + "</li>\n"));
        add("</ul>\n");
    }

    private void group(String title, List<Judged> group) {
        long holding = group.stream().filter(Judged::holds).count();
        add("<h3>" + escaped(title) + "</h3>\n<p class=\"quiet\">" + holding + " of " + group.size() + " hold"
                + group.stream()
                        .filter(judged -> judged.judgement() == Judgement.VIOLATED)
                        .findFirst()
                        .map(judged -> "; " + escaped(judged.lostInShort()))
                        .orElse("")
                + "</p>\n<div class=\"strips\">\n");
        group.forEach(this::strip);
        add("</div>\n");
    }

    /** What is said of each ordering that does not hold: what is lost, how, and how to see its trace. */
    private void oneByOne() {
        add("<h2>One by one</h2>\n");
        report.groups().values().stream()
                .flatMap(List::stream)
                .filter(judged -> !judged.holds())
                .forEach(this::article);
    }

    private void article(Judged judged) {
        Ordering ordering = judged.ordering();
        add("<article id=\"" + id(judged) + "\"><h3>");
        cells(judged, "alone strip");
        add("</h3>\n<p>" + escaped(ordering.typed().replace(",", ", ")) + ": " + judged.judgement() + ": "
                + escaped(judged.inWords()) + " (" + escaped(judged.stage()) + ")</p>\n");
        if (!judged.story().isEmpty()) {
            add("<p>" + escaped(judged.story()) + "</p>\n<details><summary>The trace</summary><pre>"
                    + escaped(judged.trace()) + "</pre></details>\n");
        }
        add("<p><code>./" + report.path().command(ordering) + "</code></p></article>\n");
    }

    private static String id(Judged judged) {
        return "o-" + judged.ordering().letters();
    }

    private void strip(Judged judged) {
        if (judged.holds()) {
            cells(judged, "strip");
        } else {
            add("<a href=\"#" + id(judged) + "\">");
            cells(judged, "strip");
            add("</a>");
        }
    }

    private void cells(Judged judged, String kind) {
        Ordering ordering = judged.ordering();
        add("<span class=\"" + kind + " " + judged.judgement().name().toLowerCase(Locale.ROOT) + "\" title=\""
                + escaped(ordering.typed() + ": " + judged.judgement() + " " + judged.lostInShort()) + "\">");
        ordering.steps().forEach(step -> add(cell(step)));
        add("<b>" + mark(judged) + "</b></span>\n");
    }

    private static String mark(Judged judged) {
        return switch (judged.judgement()) {
            case HOLDS -> "\u2713";
            case VIOLATED -> "\u2717 " + judged.traceLength();
            case NEVER_SLEEPS -> "z";
            case INCOMPLETE -> "?";
        };
    }

    private String cell(Step step) {
        return "<i class=\"s" + steps.indexOf(step) + "\">" + step.letter() + "</i>";
    }

    private void add(String text) {
        page.append(text);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
