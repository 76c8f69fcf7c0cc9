// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.code;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.wakeproof.review.BoundValue;
import org.wakeproof.review.code.Expression.Unknown;
import org.wakeproof.review.code.Expression.Variable;
import org.wakeproof.review.syntax.Node;

/** Names of variables and of paths to memory: the same text, from the same variables, is the same place. */
final class Paths {
    /** The C-state that the CPU goes to, by whichever path it was read. */
    static final String C_STATE = "$cstate";

    private final Lowering lowering;
    private final CodeBuilder builder;
    private final Inlined function;
    private final ExpressionLowering expressions;

    Paths(Lowering lowering, Inlined function, ExpressionLowering expressions) {
        this.lowering = lowering;
        this.builder = lowering.builder();
        this.function = function;
        this.expressions = expressions;
    }

    /** What an expression that can be assigned to is called; empty if it is none that has a name. */
    Optional<Variable> of(Node node) {
        return switch (node.type()) {
            case "identifier" ->
                Optional.of(function.local(node.text())
                        .map(Variable::new)
                        .orElseGet(() -> builder.path(node.text(), Set.of())));
            case "field_expression" -> field(node);
            case "subscript_expression" -> subscript(node);
            case "pointer_expression" ->
                node.text().startsWith("*")
                        ? node.child("argument").flatMap(this::of).map(base -> path("*" + base.name(), base))
                        : Optional.empty();
            case "parenthesized_expression" ->
                node.named().size() == 1 ? of(node.named().get(0)) : Optional.empty();
            case "cast_expression" -> node.child("value").flatMap(this::of);
            default -> Optional.empty();
        };
    }

    private Optional<Variable> field(Node node) {
        String field = node.child("field").map(Node::text).orElse("?");
        String operator = node.text().contains("->") ? operator(node) : ".";
        return node.child("argument").flatMap(this::of).map(base -> path(base.name() + operator + field, base));
    }

    private static String operator(Node node) {
        return node.child("operator").map(Node::text).orElse(".");
    }

    private Optional<Variable> subscript(Node node) {
        Optional<Variable> base = node.child("argument").flatMap(this::of);
        if (base.isEmpty() || node.child("index").isEmpty()) {
            return Optional.empty();
        }
        Expression index = expressions.value(node.child("index").get());
        Set<String> variables = new LinkedHashSet<>();
        index.variables(variables);
        if (!index.isDetermined()) {
            return Optional.empty();
        }
        Variable path = path(base.get().name() + "[" + index + "]", base.get());
        variables.forEach(variable -> builder.path(path.name(), Set.of(variable)));
        return Optional.of(path);
    }

    private Variable path(String name, Variable base) {
        Set<String> madeOf = new LinkedHashSet<>(builder.partsOf(base.name()));
        madeOf.add(base.name());
        return builder.path(name, madeOf);
    }

    /** Its value, which a binding may give. */
    Expression read(Node node) {
        Optional<Variable> path = of(node);
        if (path.isEmpty()) {
            node.children().stream()
                    .filter(child -> "argument".equals(child.field()))
                    .forEach(expressions::effect);
            return new Unknown();
        }
        Optional<BoundValue> bound = lowering.bindings().value(path.get().name());
        if (bound.isPresent()) {
            bind(node, path.get(), bound.get());
        }
        return path.get();
    }

    private void bind(Node node, Variable path, BoundValue bound) {
        Place place = function.place(node);
        builder.emit(new Instruction.Bind(place, path.name(), bound));
        if (bound == BoundValue.CSTATE) {
            // When the pointer is set to another state, what was known of the old one is forgotten.
            builder.path(C_STATE, builder.partsOf(path.name()));
            builder.emit(new Instruction.Assign(place, C_STATE, path));
        }
    }
}
