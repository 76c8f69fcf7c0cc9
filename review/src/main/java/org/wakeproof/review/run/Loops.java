// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.run;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.wakeproof.review.code.Instruction;

/** Which instructions may be come to again: elsewhere nothing is counted. */
final class Loops {
    private Loops() {}

    /** All between a jump back that can be come to and where it leads; {@code do { } while (0)} has none. */
    static Set<Instruction> of(List<Instruction> instructions) {
        Set<Instruction> loops = new HashSet<>();
        Reach.from(Set.of(0), instructions).stream()
                .forEach(at -> instructions.get(at).successors(at).stream()
                        .filter(next -> next <= at)
                        .forEach(next -> loops.addAll(instructions.subList(next, at + 1))));
        return loops;
    }
}
