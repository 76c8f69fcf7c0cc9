// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.code;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.wakeproof.review.BoundCall;
import org.wakeproof.review.code.Expression.Path;
import org.wakeproof.review.code.Expression.Unknown;

/** Parts of an expression that C has worked out in any order, as the arguments of a call: whether their order matters. */
final class Unordered {
    /** What others see, or disturb. */
    private static final String MACHINE = "machine";

    private static final Set<BoundCall> LOOKS = EnumSet.of(
            BoundCall.SOFTIRQ_PENDING,
            BoundCall.NEED_RESCHED,
            BoundCall.NOTHING_PENDING,
            BoundCall.CPU_ONLINE,
            BoundCall.CPU_OFFLINE,
            BoundCall.CPU_IS_HALTABLE,
            BoundCall.IDLE_STATE,
            BoundCall.DEADLINE,
            BoundCall.NOW);

    /** What one part reads and writes. */
    private record Part(Set<String> reads, Set<String> writes) {
        boolean disturbs(Part other) {
            return !Collections.disjoint(writes, other.reads) || !Collections.disjoint(writes, other.writes);
        }
    }

    private final CodeBuilder builder;
    private final List<Part> parts = new ArrayList<>();

    Unordered(CodeBuilder builder) {
        this.builder = builder;
    }

    /** Makes one of them. */
    Expression part(Supplier<Expression> lowering) {
        int from = builder.size();
        Expression value = lowering.get();
        Part part = new Part(new HashSet<>(), new HashSet<>());
        builder.since(from).forEach(each -> add(each, part));
        read(value, part);
        parts.add(part);
        return value;
    }

    private static void add(Instruction instruction, Part part) {
        if (instruction instanceof Instruction.Perform perform) {
            (LOOKS.contains(perform.call()) ? part.reads : part.writes).add(MACHINE);
        } else if (instruction instanceof Instruction.Load load) {
            part.reads.add(MACHINE);
            read(load.path(), part);
        } else if (instruction instanceof Instruction.Branch branch) {
            read(branch.condition(), part);
        } else if (instruction instanceof Instruction.Assign assign) {
            read(assign.value(), part);
            if (!(assign.value() instanceof Unknown) && !assign.target().root().startsWith("$")) {
                part.writes.add(assign.target().root());
            }
        }
    }

    private static void read(Expression expression, Part part) {
        Set<Path> paths = new HashSet<>();
        expression.paths(paths);
        paths.stream()
                .map(Path::root)
                .forEach(root -> part.reads.add(root.equals(Code.INTERRUPT_FLAG) ? MACHINE : root));
    }

    /** Whether one of them may do what another one sees. */
    boolean matters() {
        for (Part one : parts) {
            if (!one.writes.isEmpty() && parts.stream().anyMatch(other -> other != one && one.disturbs(other))) {
                return true;
            }
        }
        return false;
    }
}
