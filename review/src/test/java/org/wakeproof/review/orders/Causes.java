// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.orders;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.wakeproof.explorer.Verdict;
import org.wakeproof.review.orders.Oracle.Answer;
import org.wakeproof.review.verdict.Finding;

/** How often the line that the review tells is the one that was changed in a handler that was right. */
final class Causes {
    private final Map<String, Integer> told = new TreeMap<>();
    private final Map<String, Integer> all = new TreeMap<>();
    private int shown;

    /**
     * One change, with the lines that are told.
     *
     * @param line of what was changed, moved or added, or of what stands where something is missing
     */
    record Told(String what, Handler handler, int line, List<Finding> findings) {
        /** Whether one of the violations is told at that line. */
        boolean isThere() {
            return findings.stream().anyMatch(finding -> finding.line() == line);
        }

        /** Whether that line is among those that are shown as decisive, or next to one. */
        boolean isShown() {
            return findings.stream()
                    .flatMap(finding -> finding.decisiveLines().stream())
                    .anyMatch(decisive -> Math.abs(decisive.line() - line) <= 1);
        }
    }

    /** Empty unless one change makes a right handler one that loses a wake-up, and the review finds that. */
    static Optional<Told> of(long seed) {
        RandomGenerator random = new SplittableRandom(seed * 0x9e3779b97f4a7c15L + 1);
        Generator generator = new Generator(random);
        Handler right = generator.right();
        Change.Changed changed = new Change(random, generator).of(right);
        boolean loses = Judged.expected(changed.handler()) == Answer.LOST && Judged.expected(right) == Answer.RIGHT;
        if (!loses) {
            return Optional.empty();
        }
        List<Finding> findings = Judged.review(changed.handler()).findings().stream()
                .filter(finding -> finding.verdict() == Verdict.VIOLATED)
                .toList();
        int line = changed.where() == null ? 0 : changed.handler().lines().get(changed.where());
        return findings.isEmpty()
                ? Optional.empty()
                : Optional.of(new Told(changed.what(), changed.handler(), line, findings));
    }

    void add(Told one) {
        all.merge(one.what(), 1, Integer::sum);
        told.merge(one.what(), one.isThere() ? 1 : 0, Integer::sum);
        shown += one.isShown() ? 1 : 0;
    }

    int told() {
        return told.values().stream().mapToInt(Integer::intValue).sum();
    }

    int shown() {
        return shown;
    }

    int all() {
        return all.values().stream().mapToInt(Integer::intValue).sum();
    }

    @Override
    public String toString() {
        return told() + " of " + all() + " told at the line that was changed, " + shown + " shown there or beside it: "
                + told + " of " + all;
    }
}
