// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.code;

import java.util.Optional;
import org.wakeproof.review.code.Expression.Address;
import org.wakeproof.review.code.Expression.Path;

/** By what a CPU says that it needs no interrupt. What is done to that in a way that is not followed is not understood. */
final class Promises {
    static final String IN_MWAIT = "in_mwait";
    static final String MWAIT_FLAGS = "cpuidle_mwait_flags";

    private Promises() {}

    /** What of them an instruction that carries out no operation may change, now or later; empty if none. */
    static Optional<String> changed(Instruction instruction) {
        if (instruction instanceof Instruction.Assign assign) {
            return named(assign.target()).or(() -> pointedTo(assign.value()));
        }
        return instruction instanceof Instruction.ForgetPointee forget
                ? pointedTo(forget.pointer()).or(() -> flags(forget.pointer()))
                : Optional.empty();
    }

    private static Optional<String> pointedTo(Expression expression) {
        return expression instanceof Address address ? named(address.path()) : Optional.empty();
    }

    /** An array, as that in a mask, is passed by its name. */
    private static Optional<String> flags(Expression expression) {
        return expression instanceof Path path && path.root().equals(MWAIT_FLAGS)
                ? Optional.of(MWAIT_FLAGS)
                : Optional.empty();
    }

    private static Optional<String> named(Path path) {
        return Paths.isField(path, IN_MWAIT) ? Optional.of(IN_MWAIT) : flags(path);
    }
}
