// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.run;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.wakeproof.review.BoundCall;
import org.wakeproof.review.code.Code;
import org.wakeproof.review.code.Instruction;
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
        List<Instruction> all = code.instructions();
        List<Integer> sleeps = IntStream.range(0, all.size())
                .filter(at ->
                        all.get(at) instanceof Perform perform && perform.call().isSleep())
                .boxed()
                .toList();
        return Reach.from(sleeps, all).stream().mapToObj(all::get).noneMatch(Parking::matters);
    }

    private static boolean matters(Instruction instruction) {
        return instruction instanceof Instruction.End
                || instruction instanceof Instruction.Ignore
                || instruction instanceof Instruction.Unsupported
                || instruction instanceof Instruction.Load
                || instruction instanceof Perform perform && !STOPPED.contains(perform.call());
    }
}
