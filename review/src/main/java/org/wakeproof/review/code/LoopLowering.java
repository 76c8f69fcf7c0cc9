// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.code;

import java.util.List;
import java.util.Optional;
import org.wakeproof.review.Bindings;
import org.wakeproof.review.syntax.CFile;
import org.wakeproof.review.syntax.Node;

/** Makes instructions of loops. */
final class LoopLowering {
    /** Loops over CPUs of which the one that runs the handler is one. */
    private static final String OWN =
            "for_each_(online|present|possible)_cpu\\(.*|for_each_cpu(_mask)?\\(.*,(&?cpu_(online|present|possible)_(map|mask)|&?cpumask_of\\(.*\\))\\)";

    private static final String HEAD = "(?i)\\w*(for|each|while|until|loop|repeat)\\w*";

    private final CodeBuilder builder;
    private final Inlined function;
    private final ExpressionLowering expressions;
    private final StatementLowering statements;

    LoopLowering(CodeBuilder builder, Inlined function, ExpressionLowering expressions, StatementLowering statements) {
        this.builder = builder;
        this.function = function;
        this.expressions = expressions;
        this.statements = statements;
    }

    void whileStatement(Node node) {
        Label again = new Label();
        Label body = new Label();
        Label end = new Label();
        if (builder.trusts()) {
            trusted(node, body);
        }
        builder.place(again);
        expressions.conditions().branchOn(node, body, end);
        builder.place(body);
        loopBody(node, end, again);
        builder.jump(function.place(node), again);
        builder.place(end);
    }

    /** A macro's loop over CPUs of which this one is one runs at least once where it is trusted; any other may be over nothing. */
    private void trusted(Node node, Label body) {
        Optional<Node> head = node.child("condition")
                .map(each -> each.named().size() == 1 ? each.named().get(0) : each)
                .filter(each -> each.is("call_expression") && each.text().startsWith(CFile.LOOP));
        head.map(each -> each.excerpt().substring(CFile.LOOP.length()))
                .filter(text -> text.replaceAll("\\s", "").matches(OWN))
                .ifPresent(text -> {
                    expressions
                            .calls()
                            .headOfLoop(
                                    head.get().child("arguments").orElseThrow().named());
                    builder.trust(function.place(node), text + " runs at least once");
                    builder.jump(function.place(node), body);
                });
    }

    private void loopBody(Node node, Label end, Label next) {
        function.breaks.push(end);
        function.continues.push(next);
        node.child("body").ifPresent(statements::statement);
        function.breaks.pop();
        function.continues.pop();
    }

    void doStatement(Node node) {
        Label again = new Label();
        Label test = new Label();
        Label end = new Label();
        builder.place(again);
        loopBody(node, end, test);
        builder.place(test);
        expressions.conditions().branchOn(node, again, end);
        builder.place(end);
    }

    void forStatement(Node node) {
        Label again = new Label();
        Label body = new Label();
        Label next = new Label();
        Label end = new Label();
        function.enterBlock();
        node.child("initializer").ifPresent(first -> {
            if (first.is("declaration")) {
                statements.declaration(first);
            } else {
                expressions.effect(first);
            }
        });
        builder.place(again);
        expressions.conditions().branchOn(node, body, end);
        builder.place(body);
        loopBody(node, end, next);
        builder.place(next);
        node.child("update").ifPresent(expressions::effect);
        builder.jump(function.place(node), again);
        builder.place(end);
        function.leaveBlock();
    }

    /**
     * Whether it is a call without a semicolon, of a macro that is called as loops are: it runs the statement behind it as
     * often as it likes.
     */
    static boolean isHead(Node node, Bindings bindings) {
        return node.is("expression_statement")
                && node.named().size() == 1
                && node.named().get(0).is("call_expression")
                && node.children().stream().anyMatch(Node::isMissingSemicolon)
                && node.named()
                        .get(0)
                        .child("function")
                        .map(Node::text)
                        .filter(name ->
                                name.matches(HEAD) && bindings.call(name).isEmpty())
                        .isPresent();
    }

    /** Whether what looks like a function is a loop with its head, of which only the name is known; its name looks like a type. */
    static boolean isLoop(Node definition, Bindings bindings, CFile file) {
        boolean isHead = definition
                .child("declarator")
                .filter(names -> names.is("parenthesized_declarator")
                        && names.named().stream().allMatch(each -> each.is("identifier")))
                .isPresent();
        return isHead
                && !definition.containsError()
                && definition
                        .child("type")
                        .map(Node::text)
                        .filter(name -> name.matches(HEAD)
                                && bindings.call(name).isEmpty()
                                && !file.isMacro(name)
                                && !file.functions().containsKey(name))
                        .isPresent();
    }

    /** A loop of which only the head's name is known: its body may run any number of times, none among them. */
    void unknownLoop(Node head, String nameField, String argumentsField, Node body) {
        Label again = new Label();
        Label inside = new Label();
        Label end = new Label();
        String name = head.child(nameField).map(Node::text).orElse("?");
        List<Node> arguments = head.child(argumentsField).map(Node::named).orElse(List.of());
        builder.assume(function.place(head), name + " is the head of a loop");
        builder.place(again);
        Expression goesOn = expressions.calls().headOfLoop(arguments);
        builder.emit(new Instruction.Branch(function.place(head), goesOn, name + " goes on", inside, end));
        builder.place(inside);
        function.breaks.push(end);
        function.continues.push(again);
        statements.statement(body);
        function.breaks.pop();
        function.continues.pop();
        builder.jump(function.place(head), again);
        builder.place(end);
    }
}
