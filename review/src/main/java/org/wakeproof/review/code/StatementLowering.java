// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.code;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wakeproof.review.code.Expression.Variable;
import org.wakeproof.review.code.Inlined.Case;
import org.wakeproof.review.syntax.CFile;
import org.wakeproof.review.syntax.Node;

/** Makes instructions of statements. */
final class StatementLowering {
    private final CodeBuilder builder;
    private final Inlined function;
    private final ExpressionLowering expressions;

    StatementLowering(Lowering lowering, Inlined function) {
        this.builder = lowering.builder();
        this.function = function;
        this.expressions = new ExpressionLowering(lowering, function, this);
    }

    void block(Node compound) {
        function.enterBlock();
        statements(compound.named());
        function.leaveBlock();
    }

    private void statements(List<Node> nodes) {
        nodes.forEach(this::statement);
    }

    void statement(Node node) {
        if (!node.is("compound_statement") && !node.isBroken()) {
            brokenChildren(node);
        }
        switch (node.type()) {
            case "compound_statement" -> block(node);
            case "expression_statement" -> node.named().forEach(expressions::effect);
            case "declaration" -> declaration(node);
            case "if_statement" -> ifStatement(node);
            case "while_statement" -> whileStatement(node);
            case "do_statement" -> doStatement(node);
            case "for_statement" -> forStatement(node);
            case "switch_statement" -> switchStatement(node);
            case "case_statement" -> caseStatement(node);
            case "break_statement" -> leave(node, Optional.ofNullable(function.breaks.peek()));
            case "continue_statement" -> leave(node, Optional.ofNullable(function.continues.peek()));
            case "return_statement" -> returnStatement(node);
            case "goto_statement" -> gotoStatement(node);
            case "labeled_statement" -> labeled(node);
            case "attributed_statement", "else_clause" -> statements(node.named());
            case "preproc_ifdef", "preproc_if" -> conditional(node);
            case "type_definition",
                    "struct_specifier",
                    "union_specifier",
                    "enum_specifier",
                    "preproc_def",
                    "preproc_function_def",
                    "preproc_call",
                    "preproc_include",
                    "attribute_declaration" -> {
                // Nothing happens.
            }
            default -> unusual(node);
        }
    }

    /** What the parser has put aside within a statement, which nothing else would look at. */
    private void brokenChildren(Node node) {
        node.children().stream().filter(Node::isBroken).forEach(this::broken);
    }

    private void broken(Node node) {
        builder.unsupported(function.place(node), "syntax that was not understood: " + node.excerpt());
    }

    private void unusual(Node node) {
        if (node.isBroken()) {
            broken(node);
        } else if (node.type().endsWith("_expression") || node.is("identifier", "number_literal")) {
            expressions.effect(node);
        } else {
            builder.unsupported(function.place(node), node.type().replace('_', ' ') + ": " + node.excerpt());
        }
    }

    private void declaration(Node node) {
        for (Node child : node.named()) {
            brokenChildren(child);
            if (child.is("init_declarator")) {
                Node value = child.child("value").orElseThrow();
                Node declarator = child.child("declarator").orElseThrow();
                boolean isAggregate = value.is("initializer_list");
                Expression initial = isAggregate ? new Expression.Unknown() : expressions.value(value);
                Variable variable = function.declare(CFile.declared(declarator));
                builder.emit(new Instruction.Assign(function.place(child), variable.name(), initial));
            } else if ("declarator".equals(child.field()) && !child.is("function_declarator")) {
                Variable variable = function.declare(CFile.declared(child));
                builder.emit(new Instruction.Forget(function.place(child), variable.name()));
            }
        }
    }

    private void ifStatement(Node node) {
        Label then = new Label();
        Label otherwise = new Label();
        Label end = new Label();
        condition(node, then, otherwise);
        builder.place(then);
        node.child("consequence").ifPresent(this::statement);
        builder.jump(function.place(node), end);
        builder.place(otherwise);
        node.child("alternative").ifPresent(this::statement);
        builder.place(end);
    }

    private void condition(Node node, Label whenTrue, Label whenFalse) {
        Optional<Node> condition = node.child("condition");
        if (condition.isPresent()) {
            expressions.branch(condition.get(), whenTrue, whenFalse);
        } else {
            builder.jump(function.place(node), whenTrue);
        }
    }

    private void whileStatement(Node node) {
        Label again = new Label();
        Label body = new Label();
        Label end = new Label();
        builder.place(again);
        condition(node, body, end);
        builder.place(body);
        loopBody(node, end, again);
        builder.jump(function.place(node), again);
        builder.place(end);
    }

    private void loopBody(Node node, Label end, Label next) {
        function.breaks.push(end);
        function.continues.push(next);
        node.child("body").ifPresent(this::statement);
        function.breaks.pop();
        function.continues.pop();
    }

    private void doStatement(Node node) {
        Label again = new Label();
        Label test = new Label();
        Label end = new Label();
        builder.place(again);
        loopBody(node, end, test);
        builder.place(test);
        condition(node, again, end);
        builder.place(end);
    }

    private void forStatement(Node node) {
        Label again = new Label();
        Label body = new Label();
        Label next = new Label();
        Label end = new Label();
        function.enterBlock();
        node.child("initializer").ifPresent(first -> {
            if (first.is("declaration")) {
                declaration(first);
            } else {
                expressions.effect(first);
            }
        });
        builder.place(again);
        condition(node, body, end);
        builder.place(body);
        loopBody(node, end, next);
        builder.place(next);
        node.child("update").ifPresent(expressions::effect);
        builder.jump(function.place(node), again);
        builder.place(end);
        function.leaveBlock();
    }

    /** The cases are tested behind the body: by then it is known where they are, however deep in it. */
    private void switchStatement(Node node) {
        Label dispatch = new Label();
        Label end = new Label();
        Variable subject = builder.temporary();
        Expression value = node.child("condition").map(expressions::value).orElse(new Expression.Unknown());
        if (value instanceof Variable variable) {
            subject = variable;
        } else {
            builder.emit(new Instruction.Assign(function.place(node), subject.name(), value));
        }
        builder.jump(function.place(node), dispatch);
        List<Case> cases = new ArrayList<>();
        function.switches.push(cases);
        function.breaks.push(end);
        node.child("body").ifPresent(this::statement);
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
                Expression equals = expressions.equality(subject, each.value());
                String text = node.child("condition").map(Node::text).orElse("") + " is "
                        + each.value().text();
                builder.emit(new Instruction.Branch(function.place(each.value()), equals, text, each.label(), next));
                builder.place(next);
            }
        }
        builder.jump(function.place(node), otherwise);
        builder.place(end);
    }

    private void caseStatement(Node node) {
        if (function.switches.isEmpty()) {
            builder.unsupported(function.place(node), "case outside of a switch");
            return;
        }
        Optional<Node> value = node.child("value");
        Label here = new Label();
        builder.place(here);
        function.switches.peek().add(new Case(value.orElse(null), here));
        statements(node.named().stream()
                .filter(child -> child != value.orElse(null))
                .toList());
    }

    private void leave(Node node, Optional<Label> target) {
        if (target.isPresent()) {
            builder.jump(function.place(node), target.get());
        } else {
            builder.unsupported(function.place(node), node.excerpt() + " outside of a loop");
        }
    }

    private void returnStatement(Node node) {
        if (!node.named().isEmpty()) {
            Expression value = expressions.value(node.named().get(0));
            builder.emit(new Instruction.Assign(function.place(node), function.result.name(), value));
        }
        builder.jump(function.place(node), function.exit);
    }

    private void gotoStatement(Node node) {
        Optional<Node> label = node.child("label");
        if (label.isPresent()) {
            builder.jump(function.place(node), function.label(label.get().text()));
        } else {
            builder.unsupported(function.place(node), "computed goto: " + node.excerpt());
        }
    }

    private void labeled(Node node) {
        Node name = node.child("label").orElseThrow();
        Label label = function.label(name.text());
        if (label.isPlaced()) {
            builder.unsupported(function.place(node), "label " + name.text() + " is there twice");
        } else {
            builder.place(label);
        }
        statements(node.named().stream().filter(child -> child != name).toList());
    }

    /** What the preprocessor would decide, and nobody has said how. */
    private void conditional(Node node) {
        Optional<Node> name = node.child("name");
        boolean isNegated = node.text().startsWith("#ifndef");
        String text = name.or(() -> node.child("condition")).map(Node::text).orElse("?");
        Label then = new Label();
        Label otherwise = new Label();
        Label end = new Label();
        builder.emit(new Instruction.Branch(
                function.place(node),
                new Variable("#" + text),
                (name.isPresent() ? "#ifdef " : "#if ") + text,
                isNegated ? otherwise : then,
                isNegated ? then : otherwise));
        builder.place(then);
        statements(node.named().stream().filter(child -> child.field() == null).toList());
        builder.jump(function.place(node), end);
        builder.place(otherwise);
        node.child("alternative").ifPresent(this::alternative);
        builder.place(end);
    }

    private void alternative(Node node) {
        if (node.is("preproc_else")) {
            statements(node.named());
        } else {
            conditional(node);
        }
    }
}
