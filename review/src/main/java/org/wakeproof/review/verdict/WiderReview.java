// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.Searches;
import org.wakeproof.explorer.Verdict;
import org.wakeproof.review.IdleCode;
import org.wakeproof.review.Xen;
import org.wakeproof.review.run.Wider;

/** A handler that holds, asked once more with the numbers of CPUs, C-states and the like that only other machines have. */
final class WiderReview {
    private final Review plain;
    private final Options options;
    private final Searches searches;

    WiderReview(Review plain, Options options, Searches searches) {
        this.plain = plain;
        this.options = options;
        this.searches = searches;
    }

    /** Why it does not hold with them, in words; empty if it does. */
    List<String> reasons() {
        List<String> reasons = new ArrayList<>();
        for (Wider.Question question : plain.code().wider()) {
            reasons.addAll(reasons(question));
        }
        return reasons;
    }

    private List<String> reasons(Wider.Question question) {
        IdleCode seeing = plain.code().seeing(question.numbers());
        List<String> more = new ArrayList<>(seeing.assumptions().unsupported());
        more.removeAll(plain.assumptions().unsupported());
        if (more.isEmpty()) {
            more.addAll(lost(question, seeing));
        }
        return more;
    }

    private List<Situation> situations(Wider.Question question, IdleCode seeing) {
        if (question.numbers().reliableStates() != null || question.numbers().entryMethod() != null) {
            // The machine has no such timers and states: who looks does so without them.
            boolean isEach = seeing.tellsSoftirqsApart();
            return List.of(new Situation(isEach ? Situation.EACH_SOFTIRQ : Situation.OTHER_INTERRUPT, Map.of()));
        }
        List<Situation> all = Situations.of(seeing, plain.xen().xen());
        if (!question.sleeps()) {
            return all.stream()
                    .filter(each -> each == all.get(0) || isAboutPromises(each))
                    .toList();
        }
        return question.numbers().states().isEmpty()
                ? all
                : all.stream().filter(WiderReview::isByMwait).toList();
    }

    /** What a handler that goes back without a sleep may leave behind is what it has said of its CPU; what it has switched off is found in any. */
    private static boolean isAboutPromises(Situation situation) {
        return situation.given().isEmpty()
                && Set.of(Situation.IN_MWAIT, Situation.MWAIT_WAKEUP, Situation.RCU_READER)
                        .contains(situation.scenario());
    }

    /** Hints are mwait's, so C-states are not entered otherwise; who takes over a timer does not depend on which of them it is. */
    private static boolean isByMwait(Situation situation) {
        String platform = situation.given().getOrDefault("platform", "");
        return !platform.contains("sysio")
                && !platform.contains("halt")
                && !situation.given().containsKey("hpet");
    }

    private List<String> lost(Wider.Question question, IdleCode seeing) {
        Xen xen = plain.xen().xen();
        List<Finding> findings = new SideBySide(seeing, xen, options, searches).explore(situations(question, seeing));
        if (findings.stream().anyMatch(finding -> finding.verdict() == Verdict.VIOLATED)) {
            return List.of("a wake-up can be lost " + question);
        }
        return findings.stream().anyMatch(finding -> finding.verdict() == Verdict.INCOMPLETE)
                ? List.of("a search was cut short " + question)
                : List.of();
    }
}
