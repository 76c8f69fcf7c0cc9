// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.refinement;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.wakeproof.explorer.Unreduced.Call;
import org.wakeproof.machine.Operation;
import org.wakeproof.machine.TimeOperation.TimeSinceNow;

/** The calls on the stack of a CPU of the ports, the outermost first. */
final class Calls {
    /** A place of the ports that is at none of the system's. */
    static final class Unmapped extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unmapped(String what, List<Call> stack) {
            super(what + ": "
                    + stack.stream()
                            .map(call -> call.procedure() + call.arguments() + call.results())
                            .collect(Collectors.joining(" > "))
                    + (stack.isEmpty()
                            ? ""
                            : " next " + stack.get(stack.size() - 1).next().map(Object::toString)));
        }
    }

    /** Arms the comparator. */
    static final String NEXT_EVENT = "hpet_next_event";

    /** Once round the loop of do_IRQ. */
    static final String ROUND = "do_IRQ round";

    private Calls() {}

    /** What runs on a CPU: its main program, below the handlers that interrupted it. */
    static List<List<Call>> contexts(List<Call> stack) {
        List<List<Call>> contexts = new ArrayList<>(List.of(new ArrayList<>()));
        for (Call call : stack) {
            if (call.isHandler()) {
                contexts.add(new ArrayList<>());
            }
            contexts.get(contexts.size() - 1).add(call);
        }
        return contexts;
    }

    /** Whether a procedure is on the stack. */
    static boolean has(List<Call> stack, String procedure) {
        return find(stack, procedure) != null;
    }

    /** The call of a procedure; do_IRQ's round has the name of its interrupt before its own. */
    static Call find(List<Call> stack, String procedure) {
        return stack.stream()
                .filter(call -> call.procedure().equals(procedure)
                        || procedure.equals(ROUND) && call.procedure().endsWith(ROUND))
                .findFirst()
                .orElse(null);
    }

    static Call innermost(List<Call> stack) {
        return stack.get(stack.size() - 1);
    }

    /** What the innermost one does next. */
    static Operation next(List<Call> stack) {
        return innermost(stack).next().orElseThrow(() -> new Unmapped("waits for a call", stack));
    }

    /** Whether hpet_next_event has written the comparator. */
    static boolean isWritten(List<Call> stack) {
        return next(stack) instanceof TimeSinceNow
                || find(stack, NEXT_EVENT).results().size() > 3;
    }
}
