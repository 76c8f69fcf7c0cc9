// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.code;

import java.util.Optional;
import org.wakeproof.review.code.Expression.Path;
import org.wakeproof.review.syntax.CFile;
import org.wakeproof.review.syntax.Node;

/** Makes instructions of conditions. */
final class ConditionLowering {
    private final CodeBuilder builder;
    private final Inlined function;
    private final ExpressionLowering expressions;

    ConditionLowering(CodeBuilder builder, Inlined function, ExpressionLowering expressions) {
        this.builder = builder;
        this.function = function;
        this.expressions = expressions;
    }

    /** The truth of a condition, as 1 or 0. */
    Expression truth(Node node) {
        Path result = builder.temporary();
        Label whenTrue = new Label();
        Label whenFalse = new Label();
        Label end = new Label();
        branch(node, whenTrue, whenFalse);
        builder.place(whenTrue);
        builder.assign(function.place(node), result, Expression.number(1));
        builder.jump(function.place(node), end);
        builder.place(whenFalse);
        builder.assign(function.place(node), result, Expression.number(0));
        builder.place(end);
        return result;
    }

    Expression conditional(Node node) {
        Path result = builder.temporary();
        Label whenTrue = new Label();
        Label whenFalse = new Label();
        Label end = new Label();
        Node condition = node.child("condition").orElseThrow();
        branch(condition, whenTrue, whenFalse);
        builder.place(whenTrue);
        Node consequence = node.child("consequence").orElse(condition);
        builder.assign(function.place(node), result, expressions.value(consequence));
        builder.jump(function.place(node), end);
        builder.place(whenFalse);
        builder.assign(
                function.place(node),
                result,
                expressions.value(node.child("alternative").orElseThrow()));
        builder.place(end);
        return result;
    }

    /** Goes on at one of two labels, by one branch for each condition of its own. */
    void branch(Node node, Label whenTrue, Label whenFalse) {
        if (node.is("parenthesized_expression") && node.named().size() == 1) {
            branch(node.named().get(0), whenTrue, whenFalse);
            return;
        }
        String operator = node.is("binary_expression", "unary_expression") ? ExpressionLowering.operator(node) : "";
        switch (operator) {
            case "!" -> branch(node.child("argument").orElseThrow(), whenFalse, whenTrue);
            case "&&", "||" -> {
                Label next = new Label();
                boolean isAnd = operator.equals("&&");
                branch(node.child("left").orElseThrow(), isAnd ? next : whenTrue, isAnd ? whenFalse : next);
                builder.place(next);
                branch(node.child("right").orElseThrow(), whenTrue, whenFalse);
            }
            default -> {
                Expression condition = expressions.value(node);
                String text = node.excerpt().replaceFirst("^" + CFile.LOOP + "\\w*\\s*", "the loop goes on: ");
                builder.emit(new Instruction.Branch(function.place(node), condition, text, whenTrue, whenFalse));
            }
        }
    }

    /** The same for the condition of a statement; one without any goes on as if it were true. */
    void branchOn(Node node, Label whenTrue, Label whenFalse) {
        Optional<Node> condition = node.child("condition");
        if (condition.isPresent()) {
            branch(condition.get(), whenTrue, whenFalse);
        } else {
            builder.jump(function.place(node), whenTrue);
        }
    }

    Expression equality(Expression subject, Node value) {
        return expressions.binary("==", subject, expressions.value(value));
    }
}
