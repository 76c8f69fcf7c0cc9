// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.code;

import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.wakeproof.review.code.Expression.Binary;
import org.wakeproof.review.code.Expression.Constant;
import org.wakeproof.review.code.Expression.Convert;
import org.wakeproof.review.code.Expression.Path;
import org.wakeproof.review.code.Instruction.Assign;

/**
 * How far counters are followed: so every loop that only counts comes to an end.
 *
 * @param limit up to here they are
 * @param jumps whether they go on from there at what they are compared to; else they are not known any more
 */
public record Counting(long limit, boolean jumps) {
    /** What is enough for nearly all loops of an idle handler. */
    public static final Counting USUAL = new Counting(64, false);

    /** What takes longer. */
    public static final Counting FURTHER = new Counting(1024, false);

    /** Counters come to the ends of their loops without what lies between. */
    public static final Counting JUMPING = new Counting(64, true);

    /** How near to what it is compared to a counter goes on. */
    private static final long NEAR = 2;

    /** Whether a place is set to a number further away, by counting. */
    public boolean isTooFar(Assign assign, Value result) {
        return assign.value() instanceof Binary binary
                && (binary.operator().equals("+") || binary.operator().equals("-"))
                && binary.left().equals(assign.target())
                && result.isNumber()
                && Math.abs(result.number()) > limit;
    }

    /** What is known of a counter that is too far. */
    public Value beyond(Assign assign, Value counted, List<Instruction> instructions) {
        if (!jumps) {
            return Value.UNKNOWN;
        }
        Binary binary = (Binary) assign.value();
        long by =
                binary.right() instanceof Constant constant && constant.value().number() > 0
                        ? constant.value().number()
                        : 1;
        boolean isUp = binary.operator().equals("+");
        NavigableSet<Long> ends = ends(assign.target(), instructions);
        return isUp ? toEnd(counted.number(), by, ends) : negative(toEnd(-counted.number(), by, negative(ends)));
    }

    private static Value negative(Value value) {
        return value.isNumber() ? Value.of(-value.number()) : value;
    }

    private static NavigableSet<Long> negative(NavigableSet<Long> numbers) {
        NavigableSet<Long> result = new TreeSet<>();
        numbers.forEach(each -> result.add(-each));
        return result;
    }

    private static Value toEnd(long counted, long by, NavigableSet<Long> ends) {
        Long end = ends.higher(counted);
        if (end != null) {
            long steps = Math.max(0, (end - NEAR * by - counted) / by);
            return Value.of(counted + steps * by);
        }
        return !ends.isEmpty() && counted <= ends.last() + NEAR * by ? Value.of(counted) : Value.UNKNOWN;
    }

    /** The numbers that a counter is compared to, and 0. */
    private static NavigableSet<Long> ends(Path counter, List<Instruction> instructions) {
        NavigableSet<Long> ends = new TreeSet<>(List.of(0L));
        for (Instruction each : instructions) {
            if (each instanceof Instruction.Branch branch && branch.condition() instanceof Binary binary) {
                end(counter, binary.left(), binary.right()).ifPresent(ends::add);
                end(counter, binary.right(), binary.left()).ifPresent(ends::add);
            }
        }
        return ends;
    }

    private static Optional<Long> end(Path counter, Expression one, Expression other) {
        Expression bare = one instanceof Convert convert ? convert.operand() : one;
        return bare.equals(counter)
                        && other instanceof Constant constant
                        && constant.value().isNumber()
                ? Optional.of(constant.value().number())
                : Optional.empty();
    }
}
