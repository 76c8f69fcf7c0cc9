// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.code;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wakeproof.review.code.Expression.Path;
import org.wakeproof.review.code.Inlined.Case;
import org.wakeproof.review.syntax.CFile;
import org.wakeproof.review.syntax.Node;

/** Makes instructions of switches. */
final class SwitchLowering {
    private final CodeBuilder builder;
    private final Inlined function;
    private final ExpressionLowering expressions;
    private final StatementLowering statements;

    SwitchLowering(
            CodeBuilder builder, Inlined function, ExpressionLowering expressions, StatementLowering statements) {
        this.builder = builder;
        this.function = function;
        this.expressions = expressions;
        this.statements = statements;
    }

    /** The cases are tested behind the body: by then it is known where they are, however deep in it. */
    void switchStatement(Node node) {
        Label dispatch = new Label();
        Label end = new Label();
        Expression value = node.child("condition").map(expressions::value).orElse(new Expression.Unknown());
        CType type = builder.declarations().typeOf(value);
        Path subject = builder.temporary(type == null ? null : type.promoted());
        builder.emit(new Instruction.Assign(function.place(node), subject, value, type));
        builder.jump(function.place(node), dispatch);
        List<Case> cases = new ArrayList<>();
        function.switches.push(cases);
        function.breaks.push(end);
        node.child("body").ifPresent(statements::statement);
        function.breaks.pop();
        function.switches.pop();
        builder.jump(function.place(node), end);
        builder.place(dispatch);
        Label otherwise = end;
        for (Case each : cases) {
            if (each.value() == null) {
                otherwise = each.label();
            } else {
                Label next = new Label();
                Expression equals = matches(subject, each);
                String text = node.child("condition").map(Node::text).orElse("") + " is "
                        + each.value().text();
                builder.emit(new Instruction.Branch(function.place(each.value()), equals, text, each.label(), next));
                builder.place(next);
            }
        }
        builder.jump(function.place(node), otherwise);
        builder.place(end);
    }

    void caseStatement(Node node) {
        if (function.switches.isEmpty()) {
            builder.unsupported(function.place(node), "case outside of a switch");
            return;
        }
        Optional<Node> value = node.child("value");
        Label here = new Label();
        builder.place(here);
        function.switches.peek().add(new Case(value.orElse(null), here));
        statements.statements(node.named().stream()
                .filter(child -> child != value.orElse(null))
                .toList());
    }

    private Expression matches(Path subject, Case each) {
        boolean isRange = each.value().is("call_expression")
                && each.value()
                        .child("function")
                        .filter(name -> name.text().equals(CFile.RANGE))
                        .isPresent();
        if (!isRange) {
            return expressions.conditions().equality(subject, each.value());
        }
        List<Node> ends = each.value().child("arguments").map(Node::named).orElse(List.of());
        if (ends.size() != 2) {
            // A syntax error, which is named as one.
            return new Expression.Unknown();
        }
        Expression from = expressions.binary(">=", subject, expressions.value(ends.get(0)));
        Expression to = expressions.binary("<=", subject, expressions.value(ends.get(1)));
        return expressions.binary("&", from, to);
    }
}
