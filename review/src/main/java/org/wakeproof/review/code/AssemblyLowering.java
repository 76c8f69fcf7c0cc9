// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.code;

import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.wakeproof.review.Bindings;
import org.wakeproof.review.BoundCall;

/** Makes instructions of inline assembly, one for each of its own; {@code sti} shelters the one behind it. */
final class AssemblyLowering {
    private final Bindings bindings;
    private final CodeBuilder builder;
    private final BiConsumer<Place, BoundCall> perform;

    /** @param perform carries out a bound call without arguments */
    AssemblyLowering(Bindings bindings, CodeBuilder builder, BiConsumer<Place, BoundCall> perform) {
        this.bindings = bindings;
        this.builder = builder;
        this.perform = perform;
    }

    /** Returns whether the table knows all of it. */
    boolean assembly(Place place, String text) {
        boolean isKnown = true;
        List<String> instructions = new Assembly(text).instructions();
        for (int at = 0; at < instructions.size(); at++) {
            Optional<BoundCall> call = meaning(instructions.get(at));
            Optional<BoundCall> next =
                    at + 1 < instructions.size() ? meaning(instructions.get(at + 1)) : Optional.empty();
            boolean isSti = call.filter(BoundCall.IRQ_ENABLE::equals).isPresent();
            if (isSti && next.filter(BoundCall.HALT::equals).isPresent()) {
                perform.accept(place, BoundCall.SAFE_HALT);
                at++;
            } else if (isSti && next.filter(BoundCall.MWAIT::equals).isPresent()) {
                boolean isCli = at + 2 < instructions.size()
                        && meaning(instructions.get(at + 2))
                                .filter(BoundCall.IRQ_DISABLE::equals)
                                .isPresent();
                perform.accept(place, isCli ? BoundCall.STI_MWAIT_CLI : BoundCall.STI_MWAIT);
                at += isCli ? 2 : 1;
            } else if (call.isPresent()) {
                perform.accept(place, call.get());
            } else if (instructions.get(at).matches("(j|loop)\\w+ .*")) {
                // What stands behind it is gone through, or not.
                builder.error(place, "a jump in inline assembly: " + instructions.get(at));
            } else if (Assembly.goesElsewhere(instructions.get(at))) {
                builder.unsupported(place, "inline assembly: " + instructions.get(at));
            } else {
                builder.ignore(place, "inline assembly '" + instructions.get(at) + "'");
                isKnown = false;
            }
        }
        return isKnown;
    }

    private Optional<BoundCall> meaning(String instruction) {
        return bindings.instruction(instruction);
    }
}
