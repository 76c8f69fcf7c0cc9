// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.code;

import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.wakeproof.review.Bindings;
import org.wakeproof.review.BoundCall;
import org.wakeproof.review.code.Expression.Path;
import org.wakeproof.review.syntax.CFile;
import org.wakeproof.review.syntax.Node;

/** Makes instructions of conditions. */
final class ConditionLowering {
    /** What is true where its argument is. */
    private static final Set<BoundCall> AS_TRUE = Set.of(BoundCall.TRUTH_OF_ARGUMENT, BoundCall.LONG_OF_ARGUMENT);

    private final Bindings bindings;
    private final CodeBuilder builder;
    private final Inlined function;
    private final ExpressionLowering expressions;

    ConditionLowering(Lowering lowering, Inlined function, ExpressionLowering expressions) {
        this.bindings = lowering.bindings();
        this.builder = lowering.builder();
        this.function = function;
        this.expressions = expressions;
    }

    /** The truth of a condition, as 1 or 0. */
    Expression truth(Node node) {
        Path result = builder.temporary(CType.INT);
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

    /** In the type that both of its values have in common, whichever is chosen. */
    Expression conditional(Node node) {
        return conditional(node, expressions::value, true);
    }

    /** A call of the function that is chosen: one for each that may be. */
    Expression call(Node chosen, Function<Node, Expression> of) {
        return conditional(chosen, of, false);
    }

    private Expression conditional(Node node, Function<Node, Expression> of, boolean isValue) {
        Path result = builder.temporary();
        Label whenTrue = new Label();
        Label whenFalse = new Label();
        Label end = new Label();
        Node condition = node.child("condition").orElseThrow();
        Optional<Node> consequence = node.child("consequence");
        Expression once = consequence.isPresent() ? null : once(condition, whenTrue, whenFalse);
        consequence.ifPresent(each -> branch(condition, whenTrue, whenFalse));
        builder.place(whenTrue);
        Expression first = consequence.map(of).orElseGet(() -> isValue ? once : of.apply(condition));
        builder.assign(function.place(node), result, first);
        builder.jump(function.place(node), end);
        builder.place(whenFalse);
        Expression second = of.apply(node.child("alternative").orElseThrow());
        builder.assign(function.place(node), result, second);
        builder.place(end);
        return inType(
                CType.common(
                        builder.declarations().typeOf(first),
                        builder.declarations().typeOf(second)),
                node,
                result);
    }

    /** The condition of {@code a ?: b}, which is its value, too, and is worked out once. */
    private Expression once(Node condition, Label whenTrue, Label whenFalse) {
        Expression value = expressions.value(condition);
        Path result = builder.temporary(builder.declarations().typeOf(value));
        builder.assign(function.place(condition), result, value);
        builder.emit(
                new Instruction.Branch(function.place(condition), result, condition.excerpt(), whenTrue, whenFalse));
        return result;
    }

    private Path inType(@Nullable CType type, Node node, Path value) {
        if (type == null) {
            return value;
        }
        Path typed = builder.temporary(type);
        builder.assign(function.place(node), typed, value);
        return typed;
    }

    /** Goes on at one of two labels, by one branch for each condition of its own. */
    void branch(Node node, Label whenTrue, Label whenFalse) {
        if (node.is("parenthesized_expression") && node.named().size() == 1) {
            branch(node.named().get(0), whenTrue, whenFalse);
            return;
        }
        Optional<Node> inner = truthOf(node);
        if (inner.isPresent()) {
            branch(inner.get(), whenTrue, whenFalse);
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

    /** What likely and its like are asked about. */
    private Optional<Node> truthOf(Node node) {
        Optional<String> name = node.is("call_expression")
                ? node.child("function")
                        .map(Node::text)
                        .filter(each -> function.local(each).isEmpty())
                : Optional.empty();
        return name.flatMap(bindings::call)
                .filter(AS_TRUE::contains)
                .flatMap(bound -> node.child("arguments"))
                .flatMap(arguments -> arguments.named().stream().findFirst());
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

    /** With a value that is converted to the subject's type, as that of a case is. */
    Expression equality(Expression subject, Node value) {
        CType type = builder.declarations().typeOf(subject);
        Expression other = expressions.value(value);
        return expressions.binary("==", subject, type == null ? other : new Expression.Convert(type, other));
    }
}
