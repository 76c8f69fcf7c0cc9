// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.code;

import java.util.List;
import java.util.Optional;
import org.wakeproof.review.BoundCall;
import org.wakeproof.review.code.Expression.Path;
import org.wakeproof.review.syntax.CVariable;
import org.wakeproof.review.syntax.Node;

/** Of what type expressions are, as far as declarations, casts and what functions return say it. */
final class NodeTypes {
    private static final CVariable PENDING = new CVariable("", "unsigned int", true, CVariable.NO_ARRAY);

    private final Lowering lowering;
    private final Inlined function;
    private final StatementLowering statements;

    NodeTypes(Lowering lowering, Inlined function, StatementLowering statements) {
        this.lowering = lowering;
        this.function = function;
        this.statements = statements;
    }

    /** Its type, as a variable's; empty if nobody says it. */
    Optional<CVariable> of(Node node) {
        return switch (node.type()) {
            case "identifier" -> variable(node.text());
            case "field_expression" -> node.child("field").flatMap(field -> field(node, field.text()));
            case "parenthesized_expression" ->
                node.named().size() == 1 ? of(node.named().get(0)) : Optional.empty();
            case "comma_expression" -> node.child("right").flatMap(this::of);
            case "assignment_expression" -> node.child("left").flatMap(this::of);
            case "update_expression" -> node.child("argument").flatMap(this::of);
            case "conditional_expression" -> pointer(node, "consequence", "alternative");
            case "binary_expression" -> pointer(node, "left", "right");
            case "cast_expression", "compound_literal_expression" ->
                node.child("type").map(type -> typed(CVariable.unnamed(type.text())));
            case "pointer_expression" -> behind(node, node.text().startsWith("*") ? -1 : 1);
            case "subscript_expression" -> behind(node, -1);
            case "call_expression" -> call(node);
            default -> Optional.empty();
        };
    }

    private Optional<CVariable> variable(String name) {
        return lowering.builder()
                .declarations()
                .declaration(Path.of(function.local(name).orElse(name)));
    }

    private Optional<CVariable> field(Node node, String name) {
        return node.child("argument")
                .flatMap(this::of)
                .map(whole -> lowering.file().field(whole, name))
                .orElseGet(() -> lowering.file().field(name))
                .map(this::typed)
                .or(() -> name.equals("__softirq_pending") ? Optional.of(PENDING) : Optional.empty());
    }

    /** With the types that typeof and typedef stand for. */
    private CVariable typed(CVariable variable) {
        return lowering.file().typed(statements.like(variable));
    }

    /** That of two which is a pointer. */
    private Optional<CVariable> pointer(Node node, String one, String other) {
        Optional<CVariable> first = node.child(one).flatMap(this::of).filter(type -> type.levels() > 0);
        return first.isPresent() ? first : node.child(other).flatMap(this::of).filter(type -> type.levels() > 0);
    }

    private Optional<CVariable> behind(Node node, int stars) {
        return node.child("argument")
                .flatMap(this::of)
                .map(type -> type.moved(stars))
                .filter(type -> type.levels() >= 0);
    }

    private Optional<CVariable> call(Node node) {
        String name = node.child("function").map(Node::text).orElse("");
        List<Node> arguments = node.child("arguments").map(Node::named).orElse(List.of());
        Optional<BoundCall> bound = function.local(name).isPresent()
                ? Optional.empty()
                : lowering.bindings().call(name);
        if (bound.isEmpty() || arguments.isEmpty()) {
            return lowering.file().returned(name);
        }
        return switch (bound.get()) {
            case SOFTIRQ_PENDING -> Optional.of(PENDING);
            case TRUTH_OF_ARGUMENT, LONG_OF_ARGUMENT -> Optional.of(CVariable.unnamed("long"));
            case VALUE_OF_ARGUMENT -> of(arguments.get(0));
            case POINTEE_OF_ARGUMENT -> of(arguments.get(0)).map(type -> type.moved(-1));
            case THIS_CPU_VARIABLE, CPU_VARIABLE ->
                lowering.file().perCpu(arguments.get(0).text());
            default -> Optional.empty();
        };
    }
}
