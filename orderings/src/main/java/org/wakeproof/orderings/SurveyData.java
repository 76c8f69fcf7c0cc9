// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.orderings;

import java.util.ArrayList;
import java.util.List;
import org.wakeproof.report.SearchWords;

/**
 * A survey as it is written as JSON.
 *
 * @param path its name
 * @param title what it is
 * @param steps in the order of 964fae8ac2
 * @param structure which orderings there are, in words
 * @param bounds within which the verdicts hold
 * @param search how each ordering was explored, as {@code --search} has it
 * @param permutations how many there are
 * @param holding how many of them hold
 * @param open how many were not explored to their end
 * @param untold how many keep every rule and yet do not hold
 * @param rules computed from the verdicts
 * @param guards which steps are needed
 * @param orderings every one
 * @param seconds of wall-clock time
 */
public record SurveyData(
        String path,
        String title,
        List<Named> steps,
        List<String> structure,
        List<String> bounds,
        String search,
        int permutations,
        int holding,
        long open,
        long untold,
        List<Pair> rules,
        List<Need> guards,
        List<Line> orderings,
        double seconds) {
    /** A step. */
    public record Named(String letter, String name, String does) {}

    /** A rule; one that follows has no ordering that keeps it. */
    public record Pair(String before, String after, boolean follows, String kept, String broken) {}

    /** Whether a step can be left out. */
    public record Need(String step, boolean needed, int orderings, long holding, long open, String example) {}

    /** An ordering. */
    public record Line(
            String letters,
            String steps,
            Ordering.Kind kind,
            String changed,
            Judgement verdict,
            String system,
            String property,
            String lost,
            int traceLength,
            long states,
            String story) {}

    /** Puts a survey into words. */
    public static SurveyData of(SurveyReport report) {
        OrderedPath path = report.path();
        Rules rules = report.rules();
        List<Pair> pairs = new ArrayList<>();
        rules.direct().forEach(rule -> pairs.add(pair(rule, false)));
        rules.implied().forEach(rule -> pairs.add(pair(rule, true)));
        return new SurveyData(
                path.name(),
                path.title(),
                path.steps().stream()
                        .map(step -> new Named(String.valueOf(step.letter()), step.label(), step.does()))
                        .toList(),
                path.structure().stream().map(Structure::rule).toList(),
                path.bounds(),
                SearchWords.name(report.search()),
                rules.permutations(),
                rules.holding(),
                rules.open(),
                rules.untold(),
                pairs,
                report.guards().stream().map(SurveyData::need).toList(),
                report.all().stream().map(SurveyData::line).toList(),
                report.seconds());
    }

    private static Pair pair(Rule rule, boolean follows) {
        return new Pair(
                rule.before().label(), rule.after().label(), follows, letters(rule.kept()), letters(rule.broken()));
    }

    private static String letters(Judged judged) {
        return judged == null ? null : judged.ordering().letters();
    }

    private static Need need(Guard guard) {
        return new Need(
                guard.step().label(),
                guard.isNeeded(),
                guard.orderings(),
                guard.holding(),
                guard.open(),
                letters(guard.example()));
    }

    private static Line line(Judged judged) {
        Ordering ordering = judged.ordering();
        return new Line(
                ordering.letters(),
                ordering.typed(),
                ordering.kind(),
                ordering.changed() == null ? null : ordering.changed().label(),
                judged.judgement(),
                judged.stage(),
                judged.property(),
                judged.lost().isEmpty() ? null : judged.lost(),
                judged.traceLength(),
                judged.states(),
                judged.story().isEmpty() ? null : judged.story());
    }
}
