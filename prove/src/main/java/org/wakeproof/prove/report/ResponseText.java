// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.report;

import java.util.List;
import org.wakeproof.prove.induction.Check;
import org.wakeproof.prove.induction.Check.Kind;
import org.wakeproof.prove.induction.Check.Part;
import org.wakeproof.prove.induction.Proof;

/** Why a response is not proved, in words. */
final class ResponseText {
    private ResponseText() {}

    static void refuted(Proof proof, List<String> lines) {
        for (Check check : proof.refuted(Part.RESPONSE)) {
            lines.add(claim(check) + ProofText.words(proof, check));
            check.counterexample().ifPresent(state -> ProofText.state(state, lines));
        }
        lines.add("Stages that do not fit and a CPU that never wakes look alike: this alone is no bug.");
    }

    /** What a question asks. */
    static String question(Kind kind) {
        return switch (kind) {
            case COVERED -> "is who sleeps with work in some stage?";
            case NO_LATER -> "does the step lead to no later stage?";
            case EARLIER -> "does the stage's step lead to an earlier one?";
            case ENABLED -> "can it be taken when it is to be?";
            case GOES_ON -> "has who has interrupts off a step?";
            case HOLDER -> "has the holder a step that waits for nothing?";
            case FREE -> "does who takes the lock find it free?";
            case SHRINKS -> "does the loop over the mask shrink its sets?";
            case ENDS -> "do interrupts come on again? (the graph of places)";
            default -> throw new IllegalArgumentException(kind + " is not about what happens in the end");
        };
    }

    private static String claim(Check check) {
        String subject = check.subject();
        String broken = String.join(", ", check.broken());
        return switch (check.kind()) {
            case COVERED -> "a CPU that sleeps with work may be in no stage";
            case NO_LATER -> "step that leads from '" + broken + "' to a later stage, or to none: " + subject;
            case EARLIER -> "stage whose step does not lead to an earlier one: " + subject;
            case ENABLED -> "stage whose step cannot be taken when it is to be, or need not: " + subject;
            case GOES_ON -> "a CPU whose interrupts are off may have no step";
            case HOLDER -> "who holds a lock may have no step, or have interrupts on, or sleep: " + subject;
            case FREE -> "step that hands on " + broken + " and releases it to nobody: " + subject;
            case SHRINKS -> "step in the loop over the mask that need not bring its end nearer: " + subject;
            case ENDS -> "interrupts may stay off for ever: " + String.join(" \u2192 ", check.broken());
            default -> subject;
        };
    }
}
