// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.code;

import java.util.Optional;
import java.util.OptionalLong;
import org.wakeproof.review.code.Expression.Path;
import org.wakeproof.review.syntax.Literals;
import org.wakeproof.review.syntax.Node;

/** Makes instructions of conditionals of the preprocessor. */
final class ConditionalLowering {
    private final CodeBuilder builder;
    private final Inlined function;
    private final StatementLowering statements;

    ConditionalLowering(CodeBuilder builder, Inlined function, StatementLowering statements) {
        this.builder = builder;
        this.function = function;
        this.statements = statements;
    }

    /** What the preprocessor would decide, and nobody has said how. */
    void conditional(Node node) {
        Label then = new Label();
        Label otherwise = new Label();
        Label end = new Label();
        begin(node, then, otherwise);
        builder.place(then);
        statements.statements(
                node.named().stream().filter(child -> child.field() == null).toList());
        builder.jump(function.place(node), end);
        builder.place(otherwise);
        node.child("alternative").ifPresent(this::alternative);
        builder.place(end);
    }

    private void begin(Node node, Label then, Label otherwise) {
        Optional<Node> name = node.child("name");
        Optional<Node> condition = node.child("condition");
        if (name.isPresent()) {
            boolean isNegated = node.text().matches("(?s)#\\s*(el)?ifndef.*");
            branch(
                    node,
                    name.get().text(),
                    "#ifdef " + name.get().excerpt(),
                    isNegated ? otherwise : then,
                    isNegated ? then : otherwise);
        } else if (condition.isPresent()) {
            branch(condition.get(), then, otherwise);
        } else {
            branch(node, "?", "#if ?", then, otherwise);
        }
    }

    /** By one branch for each part: the same parts are decided in the same way wherever they are. */
    private void branch(Node condition, Label then, Label otherwise) {
        if (condition.is("parenthesized_expression") && condition.named().size() == 1) {
            branch(condition.named().get(0), then, otherwise);
            return;
        }
        boolean isOperation = condition.is("binary_expression", "unary_expression");
        String operator = isOperation ? ExpressionLowering.operator(condition) : "";
        switch (operator) {
            case "!" -> branch(condition.child("argument").orElseThrow(), otherwise, then);
            case "&&", "||" -> {
                Label next = new Label();
                boolean isAnd = operator.equals("&&");
                branch(condition.child("left").orElseThrow(), isAnd ? next : then, isAnd ? otherwise : next);
                builder.place(next);
                branch(condition.child("right").orElseThrow(), then, otherwise);
            }
            default -> part(condition, then, otherwise);
        }
    }

    private void part(Node part, Label then, Label otherwise) {
        String text = part.text().replaceAll("\\s+", " ").strip();
        OptionalLong number = Literals.number(text);
        if (number.isPresent()) {
            builder.jump(function.place(part), number.getAsLong() == 0 ? otherwise : then);
        } else if (part.is("preproc_defined") && !part.named().isEmpty()) {
            String name = part.named().get(0).text();
            branch(part, name, "#ifdef " + part.named().get(0).excerpt(), then, otherwise);
        } else if (part.is("identifier")) {
            // What is not defined is 0.
            Label isDefined = new Label();
            branch(part, text, "#if " + part.excerpt(), isDefined, otherwise);
            builder.place(isDefined);
            branch(part, text + " == 0", "#if " + part.excerpt() + " == 0", otherwise, then);
        } else {
            branch(part, text, "#if " + part.excerpt(), then, otherwise);
        }
    }

    private void branch(Node node, String place, String text, Label then, Label otherwise) {
        builder.emit(new Instruction.Branch(function.place(node), Path.of("#" + place), text, then, otherwise));
    }

    private void alternative(Node node) {
        if (node.is("preproc_else")) {
            statements.statements(node.named());
        } else {
            conditional(node);
        }
    }
}
