// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.code;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wakeproof.review.code.Expression.Path;
import org.wakeproof.review.syntax.CFunction;
import org.wakeproof.review.syntax.CVariable;
import org.wakeproof.review.syntax.Node;

/** One function in the place of one call of it: its names, its labels, and where it leads. */
final class Inlined {
    /** Where a case of a switch begins; null for default. */
    record Case(@Nullable Node value, Label label) {}

    final CFunction function;
    final Inlined caller;
    final Label exit = new Label();
    final Path result;
    final Map<String, Label> labels = new LinkedHashMap<>();
    final Deque<Label> breaks = new ArrayDeque<>();
    final Deque<Label> continues = new ArrayDeque<>();
    final Deque<java.util.List<Case>> switches = new ArrayDeque<>();
    private final Deque<Map<String, String>> scopes = new ArrayDeque<>();
    private final Map<String, Integer> declarations = new HashMap<>();
    private final String prefix;
    private final String chain;

    private final CodeBuilder builder;

    Inlined(CodeBuilder builder, CFunction function, Inlined caller, Place from, int number) {
        this.builder = builder;
        this.function = function;
        this.caller = caller;
        this.result = builder.temporary();
        // The handler's own are told apart from what is outside of functions, too.
        this.prefix = (caller == null ? "_" : function.name()) + "'" + number + "'";
        this.chain = caller == null ? "" : from.chain() + " > ";
        scopes.push(new HashMap<>());
    }

    Place place(int line) {
        return new Place(chain + function.name() + ":" + line, line);
    }

    Place place(Node node) {
        return place(node.line());
    }

    boolean isActive(String name) {
        return function.name().equals(name) || caller != null && caller.isActive(name);
    }

    void enterBlock() {
        scopes.push(new HashMap<>());
    }

    void leaveBlock() {
        scopes.pop();
    }

    /** A new local variable. */
    Path declare(CVariable variable) {
        int before = declarations.merge(variable.name(), 1, Integer::sum) - 1;
        String unique = prefix + variable.name() + "'".repeat(before);
        String other = scopes.peek().put(variable.name(), unique);
        // Two in one block are under an #if, and nobody knows which is there.
        boolean isSame = other == null || builder.isOfType(other, variable);
        builder.local(unique, isSame ? variable : variable.ofNoType());
        return Path.of(unique);
    }

    /** A static variable, which all calls share. */
    Path declareStatic(CVariable variable) {
        String unique = function.name() + "'" + variable.name();
        builder.shared(unique, variable);
        scopes.peek().put(variable.name(), unique);
        return Path.of(unique);
    }

    /** Whether it is the name of a local variable, and not of a parameter. */
    boolean isVariable(String name) {
        return local(name).isPresent()
                && function.parameters().stream()
                        .noneMatch(parameter -> parameter.name().equals(name));
    }

    /** What a name means here, if it is not that of a global. */
    Optional<String> local(String name) {
        return scopes.stream()
                .filter(scope -> scope.containsKey(name))
                .map(scope -> scope.get(name))
                .findFirst();
    }

    Label label(String name) {
        return labels.computeIfAbsent(name, key -> new Label());
    }
}
