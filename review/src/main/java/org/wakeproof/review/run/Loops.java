// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.run;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.wakeproof.review.code.Expression.Constant;
import org.wakeproof.review.code.Instruction;
import org.wakeproof.review.code.Instruction.Branch;

/** Which instructions may be come to again: elsewhere nothing is counted. */
final class Loops {
    private Loops() {}

    /** All between a jump back that can be come to and where it leads; {@code do { } while (0)} has none. */
    static Set<Instruction> of(List<Instruction> instructions) {
        Set<Instruction> loops = new HashSet<>();
        for (int at : reachable(instructions)) {
            for (int next : successors(instructions, at)) {
                if (next <= at) {
                    loops.addAll(instructions.subList(next, at + 1));
                }
            }
        }
        return loops;
    }

    private static Set<Integer> reachable(List<Instruction> instructions) {
        Set<Integer> reachable = new TreeSet<>(Set.of(0));
        Deque<Integer> open = new ArrayDeque<>(reachable);
        while (!open.isEmpty()) {
            for (int next : successors(instructions, open.pop())) {
                if (reachable.add(next)) {
                    open.push(next);
                }
            }
        }
        return reachable;
    }

    private static List<Integer> successors(List<Instruction> instructions, int at) {
        if (instructions.get(at) instanceof Branch branch
                && branch.condition() instanceof Constant constant
                && !constant.value().isUnknown()) {
            return List.of((constant.value().isTrue() ? branch.whenTrue() : branch.whenFalse()).position());
        }
        return instructions.get(at).successors(at);
    }
}
