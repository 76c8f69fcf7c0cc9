// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.run;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.wakeproof.cpuidle.EntryMethod;
import org.wakeproof.review.Bindings;
import org.wakeproof.review.BoundCall;
import org.wakeproof.review.code.Code;
import org.wakeproof.review.code.Instruction;
import org.wakeproof.review.code.Instruction.Perform;
import org.wakeproof.review.code.Lowering;
import org.wakeproof.review.syntax.CFile;

/** Every sequence of operations that a function can go through, as text; cut where it gets long. */
final class OperationPaths {
    private static final int LONGEST = 9;

    private final Advance advance;
    private final Set<String> paths = new TreeSet<>();

    private OperationPaths(Advance advance) {
        this.advance = advance;
    }

    static Code lower(String text) {
        Bindings bindings = Bindings.builtIn();
        CFile file = CFile.parse("test.c", text, bindings.words());
        return Lowering.of(file, file.functions().get("idle"), bindings);
    }

    /** Of the function {@code idle}, on a platform with these C-states. */
    static Set<String> of(String text, Integer... cStates) {
        Advance advance = new Advance(
                lower(text),
                new PlatformValues(cStates.length == 0 ? List.of(3) : List.of(cStates), EntryMethod.FFH, false, true));
        OperationPaths all = new OperationPaths(advance);
        all.follow(advance.start(1), "", 0);
        return all.paths;
    }

    private void follow(Snapshot from, String path, int length) {
        for (Way way : new Closure(advance, from).ways()) {
            Snapshot at = way.target();
            if (advance.at(at) instanceof Instruction.End) {
                paths.add(path.strip());
            } else if (length == LONGEST) {
                paths.add(path.strip() + " ...");
            } else {
                perform(advance.operation(at).orElseThrow(), at, path, length);
            }
        }
    }

    private void perform(Perform perform, Snapshot at, String path, int length) {
        List<Long> results =
                perform.call() == BoundCall.SOFTIRQ_PENDING ? List.of(0L, 1L) : advance.results(at, perform);
        for (long result : results) {
            boolean isAsked = results.size() > 1 || perform.call() == BoundCall.IRQ_SAVE;
            String step = perform.call() + argument(perform, at) + (isAsked ? "=" + result : "");
            follow(advance.after(at, result), path + " " + step, length + 1);
        }
    }

    /** The C-state that is entered, the interrupt flag that is restored, or nothing. */
    private static String argument(Perform perform, Snapshot at) {
        int argument = OperationArgument.of(perform, at.known(), Numbers.USUAL);
        return switch (perform.call()) {
            case MWAIT, MWAIT_OR_STI, STI_MWAIT, STI_MWAIT_CLI, SYSIO -> "(" + (argument & 3) + ")";
            case IRQ_RESTORE -> "(" + argument + ")";
            default -> "";
        };
    }
}
