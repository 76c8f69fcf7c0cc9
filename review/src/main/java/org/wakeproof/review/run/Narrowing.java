// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.run;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.wakeproof.review.BoundCall;
import org.wakeproof.review.code.Code;
import org.wakeproof.review.code.Expression;
import org.wakeproof.review.code.Expression.Binary;
import org.wakeproof.review.code.Expression.Convert;
import org.wakeproof.review.code.Expression.Path;
import org.wakeproof.review.code.Expression.Unary;
import org.wakeproof.review.code.Instruction;
import org.wakeproof.review.code.Instruction.Assign;
import org.wakeproof.review.code.Instruction.Load;
import org.wakeproof.review.code.Instruction.Perform;
import org.wakeproof.review.code.Step;

/**
 * Where what is pending, or what interrupt flags were, comes into something of which only a header says how wide it is:
 * whether that cuts it off nobody knows. Places are told apart by their names alone, so more may be found than there is.
 */
final class Narrowing {
    /** What has more than one bit that may be set. */
    private static final Set<BoundCall> WORDS = Set.of(BoundCall.SOFTIRQ_PENDING, BoundCall.IRQ_SAVE);

    private final Code code;
    private final Set<String> holders = new HashSet<>();
    private boolean isBehindPointers;

    private Narrowing(Code code, Collection<Perform> performed) {
        this.code = code;
        performed.stream()
                .filter(perform -> WORDS.contains(perform.call()))
                .map(Perform::result)
                .forEach(holders::add);
        holders.add(Code.INTERRUPT_FLAG);
        for (int before = -1; before < holders.size(); ) {
            before = holders.size();
            code.instructions().forEach(this::pass);
        }
    }

    /** What is taken to be wide enough on the way of a code that performs these operations. */
    static List<Instruction.Assume> of(Code code, Collection<Perform> performed) {
        Narrowing all = new Narrowing(code, performed);
        Set<Instruction.Assume> assumed = new LinkedHashSet<>();
        assigned(code)
                .filter(assign -> assign.unknown() != null && all.holds(assign.value()))
                .forEach(assign -> assumed.add(new Instruction.Assume(
                        assign.place(),
                        assign.unknown() + " is a number of 64 bits, so that no pending bit or flag is cut off")));
        return List.copyOf(assumed);
    }

    private static Stream<Assign> assigned(Code code) {
        return code.instructions().stream().filter(Assign.class::isInstance).map(Assign.class::cast);
    }

    private void pass(Instruction instruction) {
        if (instruction instanceof Assign assign && holds(assign.value())) {
            holders.add(assign.target().toString());
            isBehindPointers |= isByPointer(assign.target())
                    || code.isEscaped(assign.target().root());
        } else if (instruction instanceof Load load && holds(load.path())) {
            holders.add(load.result());
        }
    }

    /** Whether some of it may be in there; what is compared has one bit. */
    private boolean holds(Expression expression) {
        if (expression instanceof Path path) {
            return holds(path);
        }
        if (expression instanceof Convert convert) {
            return !convert.type().isTruth() && holds(convert.operand());
        }
        if (expression instanceof Unary unary) {
            return unary.operator().matches("[-+~]") && holds(unary.operand());
        }
        return expression instanceof Binary binary
                && !binary.operator().matches("[=!]=|[<>]=?")
                && (holds(binary.left()) || holds(binary.right()));
    }

    private boolean holds(Path path) {
        String place = path.toString();
        return holders.contains(place)
                || isBehindPointers && (isByPointer(path) || code.isEscaped(path.root()))
                || holders.stream().anyMatch(holder -> isPart(holder, place) || isPart(place, holder));
    }

    private static boolean isPart(String part, String whole) {
        return part.startsWith(whole)
                && part.length() > whole.length()
                && ".[-".indexOf(part.charAt(whole.length())) >= 0;
    }

    private static boolean isByPointer(Path path) {
        return path.steps().stream().anyMatch(step -> step instanceof Step.Arrow || step instanceof Step.Deref);
    }
}
