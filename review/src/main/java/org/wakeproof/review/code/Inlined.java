// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.code;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.wakeproof.review.code.Expression.Path;
import org.wakeproof.review.syntax.CFunction;
import org.wakeproof.review.syntax.CVariable;
import org.wakeproof.review.syntax.FunctionHeads;
import org.wakeproof.review.syntax.Node;

/** One function in the place of one call of it: its names, its labels, and where it leads. */
final class Inlined {
    /** Where a case of a switch begins; null for default. */
    record Case(@Nullable Node value, Label label) {}

    /**
     * A function that is defined within another one.
     *
     * @param outer what names mean there
     */
    record Nested(CFunction function, List<Map<String, String>> outer) {}

    final CFunction function;
    final Inlined caller;
    final Label exit = new Label();
    final Path result;
    final Map<String, Label> labels = new LinkedHashMap<>();
    final Deque<Label> breaks = new ArrayDeque<>();
    final Deque<Label> continues = new ArrayDeque<>();
    final Deque<java.util.List<Case>> switches = new ArrayDeque<>();
    private final Deque<Map<String, String>> scopes = new ArrayDeque<>();
    private final Map<String, Nested> nested = new HashMap<>();
    private final Map<String, Integer> declarations = new HashMap<>();
    private final String prefix;
    private final String chain;

    private final CodeBuilder builder;

    Inlined(CodeBuilder builder, CFunction function, Inlined caller, Place from, int number) {
        this.builder = builder;
        this.function = function;
        this.caller = caller;
        this.result = builder.temporary();
        builder.declarations().structure(result, function.type());
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
        boolean isSame = other == null || builder.declarations().isOfType(other, variable);
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

    /** Defines a function that knows what names mean here. */
    void define(CFunction inner) {
        String unique = function.name() + "'" + inner.name() + "'" + nested.size();
        scopes.peek().put(inner.name(), unique);
        List<Map<String, String>> outer = new ArrayList<>();
        scopes.forEach(scope -> outer.add(Map.copyOf(scope)));
        nested.put(unique, new Nested(inner, outer));
    }

    /** Takes names to mean what they do where the function is defined, unless it declares them. */
    void knows(List<Map<String, String>> outer) {
        outer.forEach(scopes::addLast);
    }

    /** The function within this one, or around it, that has this name; empty if it is that of something else. */
    Optional<Nested> nested(String name) {
        Optional<String> unique = local(name);
        for (Inlined at = this; at != null && unique.isPresent(); at = at.caller) {
            Nested found = at.nested.get(unique.get());
            if (found != null) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    /** How often a name is in its body. */
    int mentions(String name) {
        return (int) Pattern.compile("\\b" + name + "\\b")
                .matcher(function.body().text())
                .results()
                .count();
    }

    /** Whether a function within it has this name, which it has not come to. */
    boolean definesLater(String name) {
        return name.matches("\\w+") && defines(function.body(), name);
    }

    private static boolean defines(Node node, String name) {
        return node.is("function_definition")
                        && FunctionHeads.nested(node)
                                .filter(each -> each.name().equals(name))
                                .isPresent()
                || node.children().stream().anyMatch(each -> defines(each, name));
    }

    Label label(String name) {
        return labels.computeIfAbsent(name, key -> new Label());
    }
}
