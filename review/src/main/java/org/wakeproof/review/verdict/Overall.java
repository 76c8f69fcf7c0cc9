// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.wakeproof.explorer.Verdict;

/**
 * What is said first of a review, whatever its situations are.
 *
 * @param verdict that the exit status tells
 * @param headline the verdict in words
 * @param about what was reviewed
 * @param words why, in half a sentence; empty if there is nothing to say
 * @param unread what a revision changes and nobody has looked at
 */
public record Overall(Verdict verdict, String headline, String about, String words, List<Unread> unread) {
    /**
     * A file in which something was not looked at.
     *
     * @param why in one sentence
     */
    public record Unread(String file, String why) {}

    /** Of one handler, or of one before and behind a patch. */
    static Overall of(Comparison comparison) {
        Review review = comparison.last();
        String words = comparison.after() == null
                ? words(review)
                : comparison.before().headline() + " -> " + review.headline() + ": " + comparison.effect();
        return new Overall(review.verdict(), review.headline(), about(review), words, List.of());
    }

    private static String about(Review review) {
        return review.code().file().name() + ":" + review.code().line() + " "
                + review.code().function();
    }

    private static String words(Review review) {
        return switch (review.verdict()) {
            case HOLDS -> "";
            case INCOMPLETE -> review.whyIncomplete();
            case VIOLATED -> {
                String situations = review.violated().stream()
                        .map(finding -> finding.situation().toString())
                        .collect(Collectors.joining("; "));
                yield "in " + review.violated().size() + " of "
                        + review.findings().size() + " situations: " + situations;
            }
        };
    }

    /**
     * Of all handlers that a revision touches; of what nobody looked at it is not known whether it holds.
     *
     * @param gone handlers that were there before
     * @param stopping functions that stop their CPU: there is nothing to be known of them
     */
    static Overall of(
            String revision,
            List<Comparison> comparisons,
            List<Unread> gone,
            List<Unread> stopping,
            List<String> headers) {
        List<Unread> unread = new ArrayList<>(gone);
        unread.addAll(stopping);
        if (!headers.isEmpty()) {
            unread.add(new Unread(headers.get(0), unread(headers)));
        }
        Verdict judged = Comparison.verdict(comparisons);
        boolean isNothing = comparisons.isEmpty() && !headers.isEmpty();
        Verdict verdict = judged == Verdict.HOLDS && (isNothing || !gone.isEmpty()) ? Verdict.INCOMPLETE : judged;
        String words = !gone.isEmpty() && judged == Verdict.HOLDS
                ? gone.get(0).why()
                : isNothing ? nothing(headers) : words(comparisons, verdict);
        return new Overall(verdict, verdict.toString(), revision, words, List.copyOf(unread));
    }

    private static String unread(List<String> headers) {
        int more = headers.size() - 1;
        return notRead(headers) + ": what changes here" + (more == 0 ? "" : ", and in " + more + " more of them,")
                + " is not judged";
    }

    private static String notRead(List<String> headers) {
        boolean isHeader = headers.stream().allMatch(path -> path.endsWith(".h"));
        return isHeader ? "headers are not read" : "what a file includes is not read";
    }

    private static String nothing(List<String> headers) {
        int more = headers.size() - 1;
        return "nothing was judged: " + notRead(headers) + ", and of what changes in " + headers.get(0)
                + (more == 0 ? "" : " and " + more + " more") + " nobody knows which handlers it concerns";
    }

    private static String words(List<Comparison> comparisons, Verdict verdict) {
        if (comparisons.isEmpty()) {
            return Format.NOTHING_CHANGED;
        }
        String handlers = comparisons.stream()
                .filter(each -> each.isOf(verdict))
                .map(each -> about(each.last()))
                .collect(Collectors.joining("; "));
        return switch (verdict) {
            case VIOLATED -> "what was not so before: " + handlers;
            case INCOMPLETE -> "not all could be judged: " + handlers;
            case HOLDS -> {
                String old = comparisons.stream()
                        .filter(each -> each.last().verdict() == Verdict.VIOLATED)
                        .map(each -> about(each.last()))
                        .collect(Collectors.joining("; "));
                yield old.isEmpty() ? "" : "nothing is VIOLATED that was not before, as " + old;
            }
        };
    }
}
