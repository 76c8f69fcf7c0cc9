// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.run;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.wakeproof.cpuidle.EntryMethod;
import org.wakeproof.review.Bindings;
import org.wakeproof.review.code.Code;
import org.wakeproof.review.code.Evaluation;
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
                new PlatformValues(cStates.length == 0 ? List.of(3) : List.of(cStates), EntryMethod.FFH, false));
        OperationPaths all = new OperationPaths(advance);
        all.follow(advance.start(), "", 0);
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
                perform((Perform) advance.at(at), at, path, length);
            }
        }
    }

    private void perform(Perform perform, Snapshot at, String path, int length) {
        int highest = perform.call().highestResult();
        for (int result = 0; result <= highest; result++) {
            String argument = perform.argument() == null
                    ? ""
                    : "(" + Evaluation.of(perform.argument(), at.known()).number() + ")";
            String step = perform.call() + argument + (highest > 0 ? "=" + result : "");
            follow(advance.after(at, result), path + " " + step, length + 1);
        }
    }
}
