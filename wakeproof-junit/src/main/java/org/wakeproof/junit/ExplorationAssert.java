// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.junit;

import org.assertj.core.api.AbstractAssert;
import org.wakeproof.explorer.Verdict;

/** Assertions on what an exploration found. The message of one that fails is the readable trace. */
public final class ExplorationAssert extends AbstractAssert<ExplorationAssert, Exploration> {
    ExplorationAssert(Exploration actual) {
        super(actual, ExplorationAssert.class);
    }

    /**
     * Every property holds in the whole space within the stated bounds.
     *
     * @throws AssertionError also if there is no property: nothing would have been asserted
     */
    public ExplorationAssert holds() {
        isNotNull();
        if (actual.system().properties().isEmpty()) {
            fail("expected HOLDS, but the spec has no property that could hold");
        }
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

    /**
     * A CPU sleeps for ever with work: of a scenario, that property of it is violated; of a machine of one's own, a {@link
     * org.wakeproof.explorer.Property.Leaves} whose region a CPU sleeps through.
     */
    public LostWakeupAssert losesWakeup() {
        hasVerdict(Verdict.VIOLATED);
        if (LostWakeupAssert.sleepers(actual).isEmpty()) {
            fail("expected a lost wake-up, but what is violated is '"
                    + actual.result().property().orElse("") + "'");
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
