// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.orderings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.wakeproof.explorer.Options.Order;
import org.wakeproof.orderings.Ordering.Kind;
import org.wakeproof.report.SearchWords;

/**
 * All orderings of a path, and what follows from their verdicts.
 *
 * @param path which
 * @param all every legal ordering
 * @param rules computed from the permutations
 * @param guards one for each step, computed from the omissions; none where none was explored
 * @param search how each ordering was explored
 * @param seconds of wall-clock time
 */
public record SurveyReport(
        OrderedPath path, List<Judged> all, Rules rules, List<Guard> guards, Order search, double seconds) {
    /** Draws the conclusions. */
    public static SurveyReport of(OrderedPath path, List<Judged> all, Order search, double seconds) {
        return new SurveyReport(
                path,
                all,
                new Rules(path, of(all, Kind.PERMUTATION)),
                guards(path, of(all, Kind.OMISSION)),
                search,
                seconds);
    }

    private static List<Guard> guards(OrderedPath path, List<Judged> omissions) {
        if (omissions.isEmpty()) {
            return List.of();
        }
        return path.steps().stream()
                .map(step -> Guard.of(
                        step,
                        omissions.stream()
                                .filter(judged -> judged.ordering().changed() == step)
                                .toList()))
                .toList();
    }

    private static List<Judged> of(List<Judged> all, Kind kind) {
        return all.stream().filter(judged -> judged.ordering().kind() == kind).toList();
    }

    /** How much was explored, and what was not, and why. */
    public String inWords() {
        List<String> reasons = all.stream()
                .filter(judged -> judged.judgement() == Judgement.INCOMPLETE)
                .map(Judged::lost)
                .toList();
        return String.format(
                Locale.ROOT,
                "%d orderings%s; %,d %s, %.1f s%s",
                all.size(),
                judgements(),
                all.stream().mapToLong(Judged::states).sum(),
                SearchWords.states(search),
                seconds,
                reasons.isEmpty()
                        ? ""
                        : "; INCOMPLETE: " + reasons.size() + " were not explored to their end: "
                                + String.join(", ", new TreeSet<>(reasons)));
    }

    /** How many of those that were explored end in which way; empty if none was. */
    private String judgements() {
        String counts = Arrays.stream(Judgement.values())
                .filter(each -> each != Judgement.INCOMPLETE && count(each) > 0)
                .map(each -> count(each) + " " + each)
                .collect(Collectors.joining(", "));
        return counts.isEmpty() ? "" : ": " + counts;
    }

    private long count(Judgement judgement) {
        return all.stream().filter(each -> each.judgement() == judgement).count();
    }

    /** Whether some search was not whole. */
    public boolean isIncomplete() {
        return all.stream().anyMatch(judged -> judged.judgement() == Judgement.INCOMPLETE);
    }

    /**
     * The orderings by what distinguishes them: permutations by the first rule that they break, then omissions and
     * duplications by their step. Within a group those that hold come first, then those that break fewest rules.
     */
    public Map<String, List<Judged>> groups() {
        Map<String, List<Judged>> groups = new LinkedHashMap<>();
        groups.put(kept(), new ArrayList<>());
        rules.direct().forEach(rule -> groups.put("broken: " + rule.inWords(), new ArrayList<>()));
        all.forEach(judged -> groups.computeIfAbsent(group(judged.ordering()), key -> new ArrayList<>())
                .add(judged));
        groups.values()
                .forEach(group -> group.sort(Comparator.<Judged, Boolean>comparing(judged -> !judged.holds())
                        .thenComparing(
                                judged -> rules.brokenBy(judged.ordering()).size())
                        .thenComparing(Judged::traceLength)));
        groups.values().removeIf(List::isEmpty);
        return groups;
    }

    private String group(Ordering ordering) {
        if (ordering.kind() == Kind.PERMUTATION) {
            List<Rule> broken = rules.brokenBy(ordering);
            return broken.isEmpty() ? kept() : "broken: " + broken.get(0).inWords();
        }
        return (ordering.kind() == Kind.OMISSION ? "without " : "twice ")
                + ordering.changed().label();
    }

    private String kept() {
        return rules.open() > 0 ? "permutations" : "every rule kept";
    }
}
