// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.code;

import java.util.List;
import org.wakeproof.review.BoundCall;
import org.wakeproof.review.BoundValue;

/** One thing that the code does. */
public sealed interface Instruction {
    /** Where it comes from. */
    Place place();

    /** Sets a variable. */
    record Assign(Place place, String target, Expression value) implements Instruction {}

    /** Somebody else may have set the variable. */
    record Forget(Place place, String target) implements Instruction {}

    /** Others may have changed all that is shared. */
    record ForgetShared(Place place) implements Instruction {}

    /** Something that is taken to have no effect. */
    record Ignore(Place place, String what) implements Instruction {}

    /** Gives a variable one of the values that a binding has for it, unless it has one. */
    record Bind(Place place, String target, BoundValue source) implements Instruction {}

    /** Goes on at one of two places. */
    record Branch(Place place, Expression condition, String text, Label whenTrue, Label whenFalse)
            implements Instruction {}

    /** Goes on elsewhere. */
    record Jump(Place place, Label target) implements Instruction {}

    /**
     * What others can see or disturb.
     *
     * @param subject the text of the first argument, which names a lock
     * @param argument the value that it needs, or null
     * @param result the variable for the result
     */
    record Perform(Place place, BoundCall call, String subject, Expression argument, String result)
            implements Instruction {}

    /** What is not understood; it is passed over. */
    record Unsupported(Place place, String what) implements Instruction {}

    /** The end of the function. */
    record End(Place place) implements Instruction {}

    /** Where it can go on, given its own number. */
    default List<Integer> successors(int position) {
        if (this instanceof Branch branch) {
            return List.of(branch.whenTrue().position(), branch.whenFalse().position());
        }
        if (this instanceof Jump jump) {
            return List.of(jump.target().position());
        }
        return this instanceof End ? List.of() : List.of(position + 1);
    }
}
