// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.junit;

import org.assertj.core.api.AbstractAssert;
import org.wakeproof.explorer.Verdict;

/** Assertions on what an exploration found. The message of one that fails is the readable trace. */
public final class ExplorationAssert extends AbstractAssert<ExplorationAssert, Exploration> {
    ExplorationAssert(Exploration actual) {
        super(actual, ExplorationAssert.class);
    }

    /** Every property holds in the whole space within the stated bounds. */
    public ExplorationAssert holds() {
        return hasVerdict(Verdict.HOLDS);
    }

    /** This property is violated. */
    public ExplorationAssert violates(String property) {
        hasVerdict(Verdict.VIOLATED);
        String violated = actual.result().property().orElse("");
        if (!violated.equals(property)) {
            fail("expected that '" + property + "' is violated, but '" + violated + "' is");
        }
        return this;
    }

    /** A CPU sleeps for ever with work. */
    public LostWakeupAssert losesWakeup() {
        hasVerdict(Verdict.VIOLATED);
        String violated = actual.result().property().orElse("");
        if (!violated.startsWith(LostWakeupAssert.PROPERTY)) {
            fail("expected a lost wake-up, but what is violated is '" + violated + "'");
        }
        return new LostWakeupAssert(actual);
    }

    private ExplorationAssert hasVerdict(Verdict expected) {
        isNotNull();
        Verdict verdict = actual.result().verdict();
        if (verdict == Verdict.INCOMPLETE) {
            fail("expected " + expected + ", but the exploration is INCOMPLETE, which is neither: "
                    + actual.result().explanation());
        }
        if (verdict != expected) {
            fail("expected " + expected);
        }
        return this;
    }

    private void fail(String message) {
        failWithMessage("%s", message + "\n" + actual.verdict() + "\n\n" + actual.trace());
    }
}
