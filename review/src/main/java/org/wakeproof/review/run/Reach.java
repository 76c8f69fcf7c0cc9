// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.run;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import org.wakeproof.review.code.Instruction;

/** Which instructions some lead to, by whatever is decided on the way. */
final class Reach {
    private Reach() {}

    /** The numbers of those that can be come to from these, which are among them. */
    static BitSet from(Collection<Integer> starts, List<Instruction> instructions) {
        BitSet reached = new BitSet();
        Deque<Integer> open = new ArrayDeque<>(starts);
        while (!open.isEmpty()) {
            int at = open.pop();
            if (!reached.get(at)) {
                reached.set(at);
                instructions.get(at).successors(at).forEach(open::push);
            }
        }
        return reached;
    }
}
