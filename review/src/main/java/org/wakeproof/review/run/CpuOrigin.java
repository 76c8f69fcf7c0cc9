// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.run;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.wakeproof.review.code.Code;
import org.wakeproof.review.code.Expression;
import org.wakeproof.review.code.Expression.Address;
import org.wakeproof.review.code.Expression.Binary;
import org.wakeproof.review.code.Expression.Convert;
import org.wakeproof.review.code.Expression.Path;
import org.wakeproof.review.code.Expression.Unary;
import org.wakeproof.review.code.Expression.Unknown;
import org.wakeproof.review.code.Instruction;
import org.wakeproof.review.code.Step;

/** Where the number of a CPU comes from that nobody knows, through all copies and pointers that the code makes of it. */
final class CpuOrigin {
    private final Code code;
    private final Deque<Expression> open = new ArrayDeque<>();
    private final Set<Expression> seen = new HashSet<>();
    private final Set<String> setByOthers = new TreeSet<>();
    private boolean isWorkedOut;

    private CpuOrigin(Code code) {
        this.code = code;
    }

    /** Why nobody can take it for the number of this CPU; empty if it is read from what others leave alone, or passed, or returned. */
    static Optional<String> doubt(Code code, List<Expression> numbers) {
        CpuOrigin origin = new CpuOrigin(code);
        numbers.forEach(origin::follow);
        while (!origin.open.isEmpty()) {
            origin.expand(origin.open.pop());
        }
        if (!origin.setByOthers.isEmpty()) {
            return Optional.of("the CPU that " + origin.setByOthers.iterator().next() + " says, which others may set");
        }
        return origin.isWorkedOut
                ? Optional.of("the CPU that is worked out here, which is not followed")
                : Optional.empty();
    }

    private void follow(Expression expression) {
        if (seen.add(expression)) {
            open.push(expression);
        }
    }

    private void expand(Expression expression) {
        if (expression instanceof Path path) {
            place(path);
        } else if (expression instanceof Convert convert) {
            follow(convert.operand());
        } else if (expression instanceof Address address) {
            follow(address.path());
        } else if (expression instanceof Unary || expression instanceof Binary) {
            isWorkedOut = true;
        } else if (expression instanceof Unknown unknown) {
            isWorkedOut |= unknown.of().isEmpty();
        }
    }

    /** Whether it is by a pointer that a variable is set of which the address is taken. */
    private boolean mayLeadTo(Path target, Path variable) {
        return isByPointer(target) && !isByPointer(variable) && code.escaped().contains(variable.root());
    }

    private static boolean isByPointer(Path path) {
        return path.steps().stream().anyMatch(step -> step instanceof Step.Arrow || step instanceof Step.Deref);
    }

    private void place(Path path) {
        if (path.root().equals(Code.IRQ_STAT)) {
            path.steps().stream()
                    .filter(Step.Index.class::isInstance)
                    .forEach(step -> follow(((Step.Index) step).index()));
            return;
        }
        if (Code.isOfNamedCpu(path)) {
            setByOthers.add(path.toString().replaceFirst("^\\w+\\$(\\w+)\\[(\\d+)]", "per_cpu($1, $2)"));
        }
        boolean isSetByOthers =
                path.steps().stream().noneMatch(Step.Arrow.class::isInstance) && code.isVolatile(path.root());
        if (isSetByOthers) {
            setByOthers.add(path.root().replaceAll(".*'", ""));
        }
        for (Instruction instruction : code.instructions()) {
            if (instruction instanceof Instruction.Assign assign
                    && (assign.target().root().equals(path.root()) || mayLeadTo(assign.target(), path))) {
                follow(assign.value());
            } else if (instruction instanceof Instruction.Load load
                    && load.result().equals(path.root())) {
                follow(load.path());
            }
        }
    }
}
