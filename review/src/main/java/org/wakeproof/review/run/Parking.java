// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.run;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.wakeproof.review.BoundCall;
import org.wakeproof.review.code.Code;
import org.wakeproof.review.code.Expression;
import org.wakeproof.review.code.Instruction;
import org.wakeproof.review.code.Instruction.Branch;
import org.wakeproof.review.code.Instruction.Perform;

/** Whether code stops its CPU for ever: whoever wakes it, it does nothing but sleep again. */
public final class Parking {
    /** What can be done between two such sleeps. */
    private static final Set<BoundCall> STOPPED = EnumSet.of(
            BoundCall.HALT,
            BoundCall.MWAIT,
            BoundCall.SYSIO,
            BoundCall.WFI,
            BoundCall.MONITOR,
            BoundCall.FENCE,
            BoundCall.IRQ_DISABLE);

    private Parking() {}

    /** Whether no way leads from any of its sleeps to its end, to a look, to a call that nobody knows or to anything else that matters. */
    public static boolean isForEver(Code code) {
        BitSet seen = new BitSet();
        Deque<Integer> open = new ArrayDeque<>();
        for (int position = 0; position < code.instructions().size(); position++) {
            if (code.instructions().get(position) instanceof Perform perform
                    && perform.call().isSleep()) {
                open.add(position);
            }
        }
        while (!open.isEmpty()) {
            int position = open.poll();
            if (seen.get(position)) {
                continue;
            }
            seen.set(position);
            if (matters(code.instructions().get(position))) {
                return false;
            }
            open.addAll(ways(code.instructions().get(position), position));
        }
        return true;
    }

    private static boolean matters(Instruction instruction) {
        return instruction instanceof Instruction.End
                || instruction instanceof Instruction.Ignore
                || instruction instanceof Instruction.Unsupported
                || instruction instanceof Instruction.Load
                || instruction instanceof Perform perform && !STOPPED.contains(perform.call());
    }

    /** Of a loop without a condition, or with one that the text itself gives, only the way that it takes. */
    private static List<Integer> ways(Instruction instruction, int position) {
        if (instruction instanceof Branch branch && branch.condition() instanceof Expression.Constant known) {
            return List.of((known.value().isTrue() ? branch.whenTrue() : branch.whenFalse()).position());
        }
        return instruction.successors(position);
    }
}
