// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.code;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wakeproof.review.code.Expression.Variable;

/** Gathers the instructions of a function. */
final class CodeBuilder {
    /** More is no idle handler. */
    private static final int MAX_INSTRUCTIONS = 20_000;

    private final List<Instruction> instructions = new ArrayList<>();
    private final Map<String, Set<String>> parts = new HashMap<>();
    private final Set<String> locals = new HashSet<>();
    private final Set<String> notes = new LinkedHashSet<>();
    private int temporaries;

    void emit(Instruction instruction) {
        if (instructions.size() >= MAX_INSTRUCTIONS) {
            throw new IllegalArgumentException("the function is too large: more than " + MAX_INSTRUCTIONS
                    + " instructions with all that it calls");
        }
        instructions.add(instruction);
    }

    void unsupported(Place place, String what) {
        emit(new Instruction.Unsupported(place, what));
    }

    void place(Label label) {
        label.place(instructions.size());
    }

    void jump(Place place, Label target) {
        emit(new Instruction.Jump(place, target));
    }

    /** A fresh variable. */
    Variable temporary() {
        return new Variable("$" + ++temporaries);
    }

    /** A path to memory, and the variables that it is made of. */
    Variable path(String name, Set<String> madeOf) {
        parts.computeIfAbsent(name, key -> new LinkedHashSet<>()).addAll(madeOf);
        return new Variable(name);
    }

    Set<String> partsOf(String name) {
        return parts.getOrDefault(name, Set.of());
    }

    void local(String name) {
        locals.add(name);
    }

    void ignore(Place place, String what) {
        emit(new Instruction.Ignore(place, what));
    }

    void note(String assumption) {
        notes.add(assumption);
    }

    Code build(String function) {
        return new Code(function, List.copyOf(instructions), parts, locals, notes);
    }
}
