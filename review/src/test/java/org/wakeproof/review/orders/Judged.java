// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.orders;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.Searches;
import org.wakeproof.explorer.Verdict;
import org.wakeproof.review.Bindings;
import org.wakeproof.review.IdleCode;
import org.wakeproof.review.Xen;
import org.wakeproof.review.orders.Oracle.Answer;
import org.wakeproof.review.verdict.Review;

/** What the oracle and the review say of one handler. */
record Judged(Answer expected, Review review) {
    private static final Bindings BINDINGS = Bindings.builtIn();

    static Judged of(Handler handler) {
        return new Judged(expected(handler), review(handler));
    }

    /** What the oracle says whatever is taken of what nobody knows; null if that makes a difference. */
    static Answer expected(Handler handler) {
        Set<Answer> answers = EnumSet.noneOf(Answer.class);
        for (int doubts = 0; doubts < 1 << Oracle.Doubt.values().length; doubts++) {
            if (isAsked(handler, doubts)) {
                answers.add(ofBoth(handler, doubts));
            }
        }
        return answers.contains(Answer.UNDEFINED)
                ? Answer.UNDEFINED
                : answers.size() == 1 ? answers.iterator().next() : null;
    }

    /** On CPU0 or another one. */
    private static Answer ofBoth(Handler handler, int doubts) {
        if (!handler.text().contains("pending(0)") && !handler.text().contains("irq_stat[0]")) {
            return new Oracle(handler, doubts, true).answer();
        }
        Answer one = new Oracle(handler, doubts, true).answer();
        Answer other = new Oracle(handler, doubts, false).answer();
        return Stream.of(Answer.UNDEFINED, Answer.LOST, Answer.HANGS, Answer.RIGHT)
                .filter(answer -> one == answer || other == answer)
                .findFirst()
                .orElse(Answer.NEVER_SLEEPS);
    }

    private static boolean isAsked(Handler handler, int doubts) {
        String text = handler.text();
        boolean mwaits = text.contains("mwait(0") || text.contains("sti; mwait");
        boolean monitors = text.contains("__monitor");
        int asked = (monitors && mwaits ? 3 : 0)
                | (mwaits ? 4 : 0)
                | (text.contains("elsewhere_said") ? 8 : 0)
                | (text.contains("softirq(") ? 16 : 0);
        int fixed = mwaits && !monitors ? 2 : 0;
        return (doubts & ~asked) == fixed;
    }

    /** How a wake-up is lost, by the steps of the oracle; empty if it is not. */
    static String way(Handler handler) {
        for (int doubts = 0; doubts < 1 << Oracle.Doubt.values().length; doubts++) {
            for (boolean isCpu0 : new boolean[] {true, false}) {
                Oracle oracle = new Oracle(handler, doubts, isCpu0);
                if (isAsked(handler, doubts) && oracle.answer() == Answer.LOST) {
                    return oracle.loss();
                }
            }
        }
        return "";
    }

    static Review review(Handler handler) {
        IdleCode code = IdleCode.read("orders.c", handler.text(), null, BINDINGS);
        Xen.Choice xen = handler.around() == Handler.Around.FLAGS
                ? new Xen.Choice(Xen.XEN_2014, "the handler says so")
                : Xen.of(code);
        if (handler.around() == Handler.Around.IN_MWAIT) {
            xen = new Xen.Choice(Xen.TODAY, "the handler says so");
        }
        return Review.of(code, xen, Options.defaults().withThreads(1), false, new Searches());
    }

    /** Whether the verdict is one that the oracle contradicts. */
    boolean isFault() {
        Verdict verdict = review.verdict();
        if (expected == null) {
            return false;
        }
        return switch (expected) {
            case LOST, HANGS, NEVER_SLEEPS -> verdict == Verdict.HOLDS;
            case RIGHT -> verdict == Verdict.VIOLATED;
            case UNDEFINED -> false;
        };
    }
}
