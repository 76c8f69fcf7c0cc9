// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.code;

import java.util.List;
import org.wakeproof.review.BoundCall;
import org.wakeproof.review.code.Expression.Address;
import org.wakeproof.review.code.Expression.Constant;
import org.wakeproof.review.code.Expression.Path;
import org.wakeproof.review.code.Expression.Unknown;
import org.wakeproof.review.syntax.Node;

/** Makes instructions of what is stored: as an operation where the machine has it. */
final class Stores {
    private final CodeBuilder builder;
    private final Inlined function;
    private final Reads reads;

    Stores(CodeBuilder builder, Inlined function, Reads reads) {
        this.builder = builder;
        this.function = function;
        this.reads = reads;
    }

    /** What is stored to a place. */
    void store(Node node, Path target, Expression value) {
        if (Paths.isField(target, Promises.IN_MWAIT)) {
            inMwait(node, target, value);
            return;
        }
        if (reads.isIdleState(target)) {
            idleState(function.place(node), value);
            return;
        }
        assigned(function.place(node), target, value);
        builder.assign(function.place(node), target, value);
    }

    private void idleState(Place place, Expression value) {
        if (value instanceof Unknown) {
            builder.unsupported(place, "the state of the CPU is set to what nobody knows");
        }
        builder.emit(new Instruction.Perform(
                place,
                BoundCall.IDLE_STATE_SET,
                "",
                List.of(value),
                builder.temporary().root()));
    }

    private void inMwait(Node node, Path target, Expression value) {
        Place place = function.place(node);
        if (value instanceof Unknown) {
            builder.unsupported(place, "in_mwait is set to what nobody knows");
        } else if (value instanceof Constant constant) {
            inMwait(place, target, !constant.value().isZero());
        } else {
            Label set = new Label();
            Label clear = new Label();
            Label end = new Label();
            builder.emit(new Instruction.Branch(place, value, "what in_mwait is set to", set, clear));
            builder.place(set);
            inMwait(place, target, true);
            builder.jump(place, end);
            builder.place(clear);
            inMwait(place, target, false);
            builder.place(end);
        }
    }

    private void inMwait(Place place, Path target, boolean isSet) {
        builder.emit(new Instruction.Perform(
                place,
                isSet ? BoundCall.IN_MWAIT_SET : BoundCall.IN_MWAIT_CLEAR,
                "",
                List.of(new Address(target)),
                builder.temporary().root()));
    }

    /** What is set to a pointer to a C-state is one; where it is the chosen one, what was known of the old one is forgotten. */
    private void assigned(Place place, Path path, Expression value) {
        if (reads.isStatePointer(value)) {
            builder.pointsToState(path);
        }
        if (reads.isStatePointer(path)) {
            builder.emit(new Instruction.Forget(place, Path.of(Code.C_STATE)));
        }
    }
}
