// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.verdict;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.wakeproof.explorer.Verdict;

/**
 * A review, or two: before a patch and after it.
 *
 * @param before the file as it is
 * @param after the patched file, or null
 */
public record Comparison(Review before, @Nullable Review after) {
    /** Before a patch and behind it; what the patch changes and nobody looks at makes it INCOMPLETE. */
    public static Comparison of(Review before, Review after) {
        List<String> changed = after.code().changedBeside(before.code()).stream()
                .map(name -> "the patch changes " + name + ", for which the port stands")
                .toList();
        return new Comparison(before, after.butNotUnderstood(changed));
    }

    /** The review that counts. */
    public Review last() {
        return after == null ? before : after;
    }

    /** VIOLATED if any of them has a violation that is new; INCOMPLETE if any is; HOLDS otherwise. */
    public static Verdict verdict(List<Comparison> comparisons) {
        for (Verdict verdict : List.of(Verdict.VIOLATED, Verdict.INCOMPLETE)) {
            if (comparisons.stream().anyMatch(each -> each.isOf(verdict))) {
                return verdict;
            }
        }
        return Verdict.HOLDS;
    }

    /** Whether this is the verdict of the review that counts, and of VIOLATED something is new. */
    boolean isOf(Verdict verdict) {
        boolean isNew = after == null || after.violated().stream().anyMatch(this::isNew);
        return last().verdict() == verdict && (verdict != Verdict.VIOLATED || isNew);
    }

    /** What the patch does, in words. */
    String effect() {
        return verdicts() + others();
    }

    /** Of what is violated behind the patch, and was not before, where that is no change of a situation's verdict. */
    private String others() {
        Map<Boolean, Long> others = after.violated().stream()
                .filter(this::isNew)
                .filter(finding -> !isBroken(finding))
                .collect(Collectors.partitioningBy(
                        finding -> finding(before, finding.situation()).isPresent(), Collectors.counting()));
        return (others.get(true) == 0 ? "" : "; in " + situations(others.get(true)) + " something else is violated")
                + (others.get(false) == 0 ? "" : "; " + others.get(false) + " VIOLATED that was not asked before");
    }

    private boolean isBroken(Finding violation) {
        return finding(before, violation.situation())
                .filter(old -> old.verdict() == Verdict.HOLDS)
                .isPresent();
    }

    private String verdicts() {
        long broken = count(Verdict.HOLDS, Verdict.VIOLATED);
        long repaired = count(Verdict.VIOLATED, Verdict.HOLDS);
        if (broken > 0) {
            return "the patch breaks " + situations(broken) + (repaired > 0 ? ", repairs " + situations(repaired) : "");
        }
        if (repaired > 0) {
            return "the patch repairs " + situations(repaired);
        }
        if (before.verdict() == Verdict.INCOMPLETE || after.verdict() == Verdict.INCOMPLETE) {
            return "what the patch does is not known";
        }
        return before.verdict() == after.verdict() ? "the patch changes no verdict" : "the patch changes the verdict";
    }

    /** For each situation its name, and what it showed before and after. */
    List<List<String>> rows() {
        Set<Situation> situations = new LinkedHashSet<>();
        before.findings().forEach(finding -> situations.add(finding.situation()));
        after.findings().forEach(finding -> situations.add(finding.situation()));
        return situations.stream()
                .map(situation -> List.of(situation.toString(), verdict(before, situation), verdict(after, situation)))
                .toList();
    }

    private static String verdict(Review review, Situation situation) {
        return finding(review, situation)
                .map(finding -> finding.verdict().toString())
                .orElse("-");
    }

    private static Optional<Finding> finding(Review review, Situation situation) {
        return review.findings().stream()
                .filter(finding -> finding.situation().equals(situation))
                .findFirst();
    }

    /** Whether a violation is not one of before the patch: the same property in the same situation. */
    boolean isNew(Finding violation) {
        return finding(before, violation.situation())
                .filter(old -> old.verdict() == Verdict.VIOLATED
                        && old.result().property().equals(violation.result().property()))
                .isEmpty();
    }

    /** The violations of before the patch that are gone. */
    List<Finding> repaired() {
        return after == null
                ? List.of()
                : before.violated().stream()
                        .filter(old -> finding(after, old.situation())
                                .filter(now -> now.verdict() == Verdict.HOLDS)
                                .isPresent())
                        .toList();
    }

    /** What the verdict after the patch rests on and the one before did not, a sentence each; line numbers do not count. */
    List<String> newAssumptions() {
        Set<String> old = new HashSet<>();
        List.of(before.assumptions().sentences(), before.assumptions().freeConditions())
                .forEach(each -> each.forEach(sentence -> old.add(bare(sentence))));
        List<String> now = new ArrayList<>(after.assumptions().sentences());
        after.assumptions().freeConditions().forEach(condition -> now.add("taken both ways: " + condition));
        return now.stream()
                .filter(sentence -> !old.contains(bare(sentence.replaceFirst("^taken both ways: ", ""))))
                .toList();
    }

    private static String bare(String sentence) {
        return sentence.replaceAll("[(][^()]*:?\\d+[)]|[(]lines? [\\d, ]+[)]", "");
    }

    private static String situations(long count) {
        return count + (count == 1 ? " situation" : " situations");
    }

    private long count(Verdict was, Verdict is) {
        return after.findings().stream()
                .filter(finding -> finding.verdict() == is
                        && finding(before, finding.situation())
                                .filter(old -> old.verdict() == was)
                                .isPresent())
                .count();
    }
}
