// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.run;

import java.util.List;
import java.util.Map;
import org.wakeproof.review.BoundCall;
import org.wakeproof.review.code.CType;
import org.wakeproof.review.code.Expression;
import org.wakeproof.review.code.Expression.Binary;
import org.wakeproof.review.code.Instruction.Perform;
import org.wakeproof.review.code.Value;

/** Whether interrupts that are off end mwait: bit 0 of its second argument. */
final class EndsMwait {
    private static final int ARGUMENT = 2;

    private EndsMwait() {}

    static boolean isAskedBy(Perform perform) {
        return perform.call() == BoundCall.MWAIT || perform.call() == BoundCall.MWAIT_OR_STI;
    }

    /** As far as it is known, or the code has looked at that bit; of what is not 0 it is set, as nobody passes but 1 and 0. */
    static Value of(Perform mwait, Map<String, Value> known) {
        Value whole = Facts.of(mwait.arguments().get(ARGUMENT), known);
        return whole.isUnknown() || whole.isNumber() ? Facts.of(bit(mwait), known) : whole;
    }

    /** The conditions that the code may have looked at before. */
    static List<Expression> conditions(Perform perform) {
        return isAskedBy(perform) ? List.of(bit(perform), perform.arguments().get(ARGUMENT)) : List.of();
    }

    private static Expression bit(Perform mwait) {
        return new Binary("&", mwait.arguments().get(ARGUMENT), new Expression.Constant(Value.of(1), CType.INT), null);
    }
}
