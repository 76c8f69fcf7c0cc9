// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.code;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wakeproof.review.BoundCall;
import org.wakeproof.review.BoundValue;
import org.wakeproof.review.code.Expression.Path;

/** One thing that the code does. */
public sealed interface Instruction {

    /** Where it comes from. */
    Place place();

    /**
     * Sets a place.
     *
     * @param type the integer type of what is stored, or null
     * @param unknown the type, or the place, of which only a header says how wide it is; null if that is known
     * @param pointee the size of the elements of a pointer, as {@link Layout} has it; null of what is no pointer
     */
    record Assign(
            Place place,
            Path target,
            Expression value,
            @Nullable CType type,
            @Nullable String unknown,
            @Nullable Integer pointee)
            implements Instruction {
        /** What is known, or has no width. */
        Assign(Place place, Path target, Expression value, @Nullable CType type) {
            this(place, target, value, type, null, null);
        }
    }

    /** Somebody else may have set it. */
    record Forget(Place place, Path target) implements Instruction {}

    /**
     * Somebody else may have set what it points to, if it is known what that is.
     *
     * @param from what it may have been set to, in a way that is not followed
     */
    record ForgetPointee(Place place, Expression pointer, List<Expression> from) implements Instruction {
        ForgetPointee(Place place, Expression pointer) {
            this(place, pointer, List.of());
        }
    }

    /** Others may have changed all that is shared. */
    record ForgetShared(Place place) implements Instruction {}

    /** Something that is taken to have no effect. */
    record Ignore(Place place, String what) implements Instruction {}

    /** Something that is taken to be so, in a sentence. */
    record Assume(Place place, String sentence) implements Instruction {}

    /**
     * Gives a place one of the values that a binding has for it, unless it has one.
     *
     * @param unless a number that makes that needless where it is known
     */
    record Bind(Place place, Path target, BoundValue source, Expression unless) implements Instruction {}

    /**
     * Reads what a pointer may lead to, or a word of pending softirqs: an operation if it is that word.
     *
     * @param whose what is said where that CPU is taken for the executing one
     */
    record Load(Place place, Path path, String result, String whose) implements Instruction {
        /** The operation that it is where it leads to such a word, given by its name. */
        public Perform of(String pending) {
            String cpu = pending.substring(pending.indexOf('[') + 1, pending.lastIndexOf(']'));
            boolean isNumber = cpu.matches("\\d{1,9}");
            Expression number = isNumber ? Expression.number(Long.parseLong(cpu)) : new Expression.Unknown();
            return new Perform(place, BoundCall.SOFTIRQ_PENDING, isNumber ? "" : cpu, List.of(number), result);
        }

        /** Without words: what is run. */
        @Override
        public String toString() {
            return "Load[place=" + place + ", path=" + path + ", result=" + result + "]";
        }
    }

    /** Goes on at one of two places. */
    record Branch(Place place, Expression condition, String text, Label whenTrue, Label whenFalse)
            implements Instruction {
        private List<Integer> ways() {
            if (condition instanceof Expression.Constant constant
                    && !constant.value().isUnknown()) {
                return List.of((constant.value().isTrue() ? whenTrue : whenFalse).position());
            }
            return List.of(whenTrue.position(), whenFalse.position());
        }
    }

    /** Goes on elsewhere. */
    record Jump(Place place, Label target) implements Instruction {}

    /**
     * What others can see or disturb.
     *
     * @param subject the text of the first argument, which names a lock
     * @param arguments the values that it needs
     * @param result the variable for the result
     */
    record Perform(Place place, BoundCall call, String subject, List<Expression> arguments, String result)
            implements Instruction {}

    /** What is not understood; it is passed over. */
    record Unsupported(Place place, String what) implements Instruction {}

    /** The end of the function. */
    record End(Place place) implements Instruction {}

    /** The machine has crashed: nothing comes behind it. */
    record Stop(Place place) implements Instruction {}

    /** Where it can go on, given its own number: of a condition that the text itself decides, in one place. */
    default List<Integer> successors(int position) {
        if (this instanceof Branch branch) {
            return branch.ways();
        }
        if (this instanceof Jump jump) {
            return List.of(jump.target().position());
        }
        return this instanceof End || this instanceof Stop ? List.of() : List.of(position + 1);
    }
}
