// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.orderings;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.wakeproof.report.Ansi;
import org.wakeproof.report.TextTrace;

/** A survey as text: the table, the rules, the guards. */
public final class SurveyText {
    private static final int FEW = 3;
    private static final String COLUMNS = "%-9s %-13s %5s  %s";
    private static final String INDENT = " ".repeat(6);
    private static final String LAST_COLUMN = " ".repeat(31);

    private final SurveyReport report;
    private final int width;
    private final Ansi ansi;
    private final boolean all;
    private final List<String> lines = new ArrayList<>();

    /**
     * @param width columns at most
     * @param all whether every ordering is shown, rather than a few of each group that does not hold
     */
    public SurveyText(SurveyReport report, int width, Ansi ansi, boolean all) {
        this.report = report;
        this.width = width;
        this.ansi = ansi;
        this.all = all;
    }

    /** The lines. */
    public List<String> render() {
        OrderedPath path = report.path();
        add("orderings of " + path.name() + ": " + path.title(), "");
        path.steps().forEach(this::step);
        add(
                "explored on: "
                        + String.join(
                                "; ",
                                path.stages().stream()
                                        .map(OrderedPath.Stage::name)
                                        .toList()),
                "  ");
        path.structure().forEach(structure -> add("legal: " + structure.rule(), "  "));
        lines.add("");
        add(String.format(Locale.ROOT, COLUMNS, "ordering", "verdict", "trace", "what is lost"), LAST_COLUMN);
        report.groups().forEach(this::group);
        rules();
        guards();
        path.bounds().forEach(bound -> add("bound: " + bound, "  "));
        return lines;
    }

    private void step(Step step) {
        add(String.format(Locale.ROOT, "  %s %-16s %s", step.letter(), step.label(), step.does()), INDENT);
    }

    private void group(String title, List<Judged> group) {
        long holding = group.stream().filter(Judged::holds).count();
        lines.add("");
        add(
                title + ": " + group.size() + (group.size() == 1 ? " ordering, " : " orderings, ") + holding + " HOLDS",
                "");
        long shown = all || holding == group.size() ? group.size() : Math.max(holding, 0) + FEW;
        group.stream().limit(shown).forEach(this::row);
        if (shown < group.size()) {
            add("... and " + (group.size() - shown) + " more (--all shows them)", "  ");
        }
    }

    private void row(Judged judged) {
        String length = judged.traceLength() == 0 ? "-" : String.valueOf(judged.traceLength());
        String verdict = judged.judgement().toString();
        String row =
                String.format(Locale.ROOT, COLUMNS, judged.ordering().letters(), verdict, length, judged.lostInShort());
        int first = lines.size();
        add(row, LAST_COLUMN);
        lines.set(first, lines.get(first).replaceFirst(verdict, coloured(judged.judgement())));
    }

    private String coloured(Judgement judgement) {
        return switch (judgement) {
            case HOLDS -> ansi.good(judgement.toString());
            case VIOLATED -> ansi.bad(judgement.toString());
            case NEVER_SLEEPS, INCOMPLETE -> ansi.open(judgement.toString());
        };
    }

    private void rules() {
        Rules rules = report.rules();
        lines.add("");
        String each = rules.direct().isEmpty() ? "" : ", and each of them has, within the bounds below,";
        add("rules: " + rules.holding() + " of " + rules.permutations() + " permutations hold" + each, "  ");
        for (Rule rule : rules.direct()) {
            add("  " + rule.inWords(), INDENT);
            evidence(rule);
        }
        for (Rule rule : rules.implied()) {
            add("  " + rule.inWords() + " (follows; " + shown(rule.broken()) + ")", INDENT);
        }
        add("  " + rules.conclusion(), INDENT);
    }

    private void evidence(Rule rule) {
        if (rule.kept() == null) {
            lines.add(INDENT + "no exchange of neighbours shows it");
            return;
        }
        add(INDENT + shown(rule.kept()) + ", " + shown(rule.broken()), INDENT);
        add(INDENT + command(rule.broken()), INDENT);
    }

    private static String shown(Judged judged) {
        return judged.ordering().letters() + " " + judged.judgement();
    }

    private String command(Judged judged) {
        return report.path().command(judged.ordering());
    }

    private void guards() {
        if (report.guards().isEmpty()) {
            return;
        }
        lines.add("");
        lines.add("which steps are needed:");
        for (Guard guard : report.guards()) {
            String name = String.format(Locale.ROOT, "  %-16s ", guard.step().label());
            String example = guard.example() == null ? "" : ", " + shown(guard.example());
            add(name + guard.inWords() + example, INDENT);
        }
    }

    private void add(String text, String indent) {
        String lead = text.substring(0, text.length() - text.stripLeading().length());
        List<String> wrapped = new ArrayList<>();
        TextTrace.wrap(text.stripLeading(), width - lead.length(), indent, wrapped);
        wrapped.set(0, lead + wrapped.get(0));
        lines.addAll(wrapped);
    }
}
