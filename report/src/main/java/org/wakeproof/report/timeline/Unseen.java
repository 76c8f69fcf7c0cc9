// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report.timeline;

import java.util.List;
import org.wakeproof.machine.AtomicOperation;
import org.wakeproof.machine.Field;

/** Interrupts that were taken without a look at the bit which they announced: it stays set, and swallows the next. */
final class Unseen {
    private final Run run;

    Unseen(Run run) {
        this.run = run;
    }

    /**
     * The last interrupt for the bit that was taken before another is not sent for it.
     *
     * @param elided what is not sent, because the bit is set already
     */
    List<Fact> facts(Message elided) {
        Field word =
                ((AtomicOperation) run.step(elided.sent()).operation()).cell().field();
        int set = run.lastChange(elided.sent() - 1, word);
        return run.timeline().messages().stream()
                .filter(message -> message.kind() == Message.Kind.IPI
                        && message.to() == elided.to()
                        && message.sent() >= set
                        && message.taken() >= 0
                        && message.taken() < elided.sent())
                .limit(1)
                .map(message -> new Fact(
                        message.taken(), run.deed(message.taken()) + ", and " + elided.label() + " stays set."))
                .toList();
    }
}
