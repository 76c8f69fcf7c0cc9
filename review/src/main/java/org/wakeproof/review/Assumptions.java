// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review;

import java.util.ArrayList;
import java.util.List;

/**
 * What a verdict on C code rests on.
 *
 * @param noEffect calls that nothing is known of and that are taken to have no effect, with their lines
 * @param freeConditions conditions that nobody knows, taken both ways, with their lines
 * @param bindings what the table of bindings assumes of calls that it knows, and which of several definitions is meant
 * @param unsupported constructs that were not understood and passed over, with their lines
 */
public record Assumptions(
        List<String> noEffect, List<String> freeConditions, List<String> bindings, List<String> unsupported) {
    /** What free conditions are, with their bound: others do not change them meanwhile. */
    public static final String TAKEN_BOTH_WAYS =
            "Taken both ways, each kept until the handler sets it or meets a barrier:";

    /** The same, and this was not understood either. */
    public Assumptions andUnsupported(List<String> more) {
        List<String> all = new ArrayList<>(unsupported);
        all.addAll(more);
        return new Assumptions(noEffect, freeConditions, bindings, all);
    }

    /** Whether there is anything that can make HOLDS wrong: a free condition only adds ways to go. */
    public boolean isNone() {
        return noEffect.isEmpty() && bindings.isEmpty() && unsupported.isEmpty();
    }

    /** Those that can make HOLDS wrong, a sentence each. */
    public List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        noEffect.forEach(call -> sentences.add(call + " has no effect"));
        sentences.addAll(bindings);
        unsupported.forEach(construct -> sentences.add("not understood, passed over: " + construct));
        return sentences;
    }
}
