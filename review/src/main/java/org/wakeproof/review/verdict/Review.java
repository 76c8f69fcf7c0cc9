// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.verdict;

import java.util.List;
import java.util.Optional;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.Searches;
import org.wakeproof.explorer.Verdict;
import org.wakeproof.review.Assumptions;
import org.wakeproof.review.BoundCall;
import org.wakeproof.review.IdleCode;
import org.wakeproof.review.NotFollowedCondition;
import org.wakeproof.review.Xen;

/**
 * What all situations showed of a handler.
 *
 * @param code the handler
 * @param xen what is around it
 * @param assumptions what the verdict rests on
 * @param findings one for each situation
 * @param isStrict whether a verdict that rests on assumptions is none
 */
public record Review(IdleCode code, Xen.Choice xen, Assumptions assumptions, List<Finding> findings, boolean isStrict) {
    /** What stands before {@link #notAsked}. */
    static final String NOT_ASKED = "Idle handlers of the same file that were not asked (--function NAME asks one):";

    /** Explores all situations that the handler asks for. */
    public static Review of(IdleCode code, Options options, boolean isStrict) {
        return of(code, Xen.of(code), options, isStrict, new Searches());
    }

    /** The same with this Xen around it, until the searches are stopped: what is left is incomplete then. */
    public static Review of(IdleCode read, Xen.Choice xen, Options options, boolean isStrict, Searches searches) {
        IdleCode code = read.around(xen.xen());
        Review plain = of(code, xen, Situations.of(code, xen.xen()), options, isStrict, searches);
        Optional<IdleCode> further = plain.violated().isEmpty() ? Optional.empty() : code.countingFurther();
        return further.isPresent()
                ? of(further.get(), xen, options, isStrict, searches)
                : widened(doubted(plain, options, searches), options, searches);
    }

    /** A machine with other numbers than the one of the run may show a loss where that shows none. */
    private static Review widened(Review plain, Options options, Searches searches) {
        return plain.verdict() == Verdict.HOLDS
                ? plain.butNotUnderstood(new WiderReview(plain, options, searches).reasons())
                : plain;
    }

    private static Review doubted(Review plain, Options options, Searches searches) {
        IdleCode code = plain.code;
        Xen.Choice xen = plain.xen;
        boolean isStrict = plain.isStrict;
        return plain.verdict() == Verdict.VIOLATED
                ? code.trusting()
                        .map(trusting ->
                                of(trusting, xen, Situations.of(trusting, xen.xen()), options, isStrict, searches))
                        .filter(trusting -> trusting.isWithoutLoss())
                        .map(trusting -> plain.doubted(trusting))
                        .orElse(plain)
                : plain;
    }

    private boolean isWithoutLoss() {
        return !neverSleeps() && findings.stream().allMatch(finding -> finding.verdict() == Verdict.HOLDS);
    }

    /** What is violated rests on a supposition about what nobody knows: without that it is not. */
    private Review doubted(Review trusting) {
        List<String> reasons = trusting.code.trusted().stream()
                .map(sentence -> "unless " + sentence + ", a wake-up can be lost")
                .toList();
        return new Review(code, xen, assumptions, trusting.findings, isStrict).butNotUnderstood(reasons);
    }

    /** The same for these situations. */
    static Review of(
            IdleCode code,
            Xen.Choice xen,
            List<Situation> situations,
            Options options,
            boolean isStrict,
            Searches searches) {
        List<Finding> findings =
                code.sleeps() ? new SideBySide(code, xen.xen(), options, searches).explore(situations) : List.of();
        Review review = new Review(code, xen, code.assumptions(), findings, isStrict);
        return review.butNotUnderstood(review.notFollowed());
    }

    /** What all violations rest on of which the code itself could tell, if it were followed; empty if one does not. */
    private List<String> notFollowed() {
        List<Finding> violated = violated();
        if (violated.stream().anyMatch(finding -> supposed(finding).isEmpty())) {
            return List.of();
        }
        return violated.stream()
                .flatMap(finding -> supposed(finding).stream())
                .map(NotFollowedCondition::reason)
                .distinct()
                .toList();
    }

    private List<NotFollowedCondition> supposed(Finding finding) {
        return code.notFollowed().stream()
                .filter(condition -> finding.suppositions().stream().anyMatch(condition::isSupposedBy))
                .toList();
    }

    /** The same, and this was not understood. */
    Review butNotUnderstood(List<String> more) {
        return more.isEmpty() ? this : new Review(code, xen, assumptions.andUnsupported(more), findings, isStrict);
    }

    /** Xen around the handler, in words; what of it is older whatever the handler is. */
    String surroundings() {
        boolean handsOver =
                code.isXen() && (code.uses(BoundCall.LAPIC_TIMER_OFF) || code.uses(BoundCall.LAPIC_TIMER_ON));
        return "Xen as of " + xen.xen() + " (" + xen.because() + ")" + older() + (handsOver ? "; " + broadcast() : "");
    }

    private String older() {
        return switch (xen.xen()) {
            case XEN_2009 -> "";
            case TODAY -> "; its scheduler, LAPIC timer and PIT as of 2009";
            default -> "; its timers and its scheduler as of 2009";
        };
    }

    /** What wakes CPUs whose own timers stand still. */
    private String broadcast() {
        if (xen.xen() == Xen.TODAY) {
            return "the PIT, one HPET channel for all CPUs, or an MSI for each as of 2009, none that they share";
        }
        return Situations.hasMsi(xen.xen())
                ? "the PIT, one HPET channel for all CPUs, or an MSI for each, none that they share"
                : "the PIT, or one HPET channel for all CPUs, no MSIs";
    }

    /** INCOMPLETE if the text is no C; else VIOLATED if anything is; INCOMPLETE if anything was cut short or not understood; HOLDS otherwise. */
    public Verdict verdict() {
        if (code.hasErrors()) {
            return Verdict.INCOMPLETE;
        }
        if (!violated().isEmpty() && notFollowed().isEmpty()) {
            return Verdict.VIOLATED;
        }
        boolean isCut = findings.stream().anyMatch(finding -> finding.verdict() == Verdict.INCOMPLETE);
        boolean isOpen = isCut || !violated().isEmpty();
        return neverSleeps() || isOpen || !assumptions.unsupported().isEmpty() || isStrict && !assumptions.isNone()
                ? Verdict.INCOMPLETE
                : Verdict.HOLDS;
    }

    /** Whether there is no situation in which it sleeps, whatever else does: nothing of it was judged then. */
    private boolean neverSleeps() {
        return findings.stream().allMatch(Finding::neverSleeps)
                || neverSleptAt().size() == code.sleepPlaces().size();
    }

    /** The verdict in words: HOLDS says whether it rests on assumptions. */
    public String headline() {
        return verdict() == Verdict.HOLDS && !assumptions.isNone()
                ? "HOLDS assuming"
                : verdict().toString();
    }

    /** Why it is INCOMPLETE, in words; empty if it is not. */
    String whyIncomplete() {
        if (verdict() != Verdict.INCOMPLETE) {
            return "";
        }
        if (!assumptions.unsupported().isEmpty()) {
            return "not all of " + code.function() + " was understood: "
                    + assumptions.unsupported().get(0)
                    + (findings.isEmpty() ? "; what was understood never goes to sleep" : "");
        }
        if (findings.isEmpty()) {
            return code.function() + " never goes to sleep: none of its calls is bound to a sleep (see --bindings)";
        }
        boolean isCut = findings.stream().anyMatch(finding -> finding.verdict() == Verdict.INCOMPLETE);
        if (neverSleeps() && !isCut) {
            return code.function() + " can go to sleep, and in none of the situations ever does";
        }
        return isCut ? cutShort() : "--strict: the verdict would rest on assumptions";
    }

    private String cutShort() {
        List<String> limits =
                findings.stream().flatMap(finding -> finding.limit().stream()).toList();
        Optional<String> doubt =
                limits.stream().filter(limit -> limit.startsWith("unless ")).findFirst();
        if (doubt.isPresent()) {
            return doubt.get();
        }
        boolean isByTime = limits.stream().anyMatch(limit -> limit.contains("--timeout"));
        return "a search was cut short, in " + limits.size() + " of " + findings.size() + " situations"
                + (isByTime ? ": with a longer --timeout it may come to an end" : "");
    }

    /** The places in which the code can sleep and in no situation did. */
    public List<String> neverSleptAt() {
        return code.sleepPlaces().stream()
                .filter(place -> findings.stream()
                        .allMatch(finding ->
                                finding.result().vacuity().neverReached().contains(place)))
                .toList();
    }

    /** Other idle handlers of the file, of which the verdict says nothing, each with its line. */
    public List<String> notAsked() {
        return code.notAsked().entrySet().stream()
                .map(each -> each.getKey() + " (line " + each.getValue() + ")")
                .toList();
    }

    /** The violated situations. */
    List<Finding> violated() {
        return findings.stream()
                .filter(finding -> finding.verdict() == Verdict.VIOLATED)
                .toList();
    }
}
