// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.code;

import java.util.Optional;
import org.wakeproof.review.code.Expression.Path;
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
        Optional<Node> name = node.child("name");
        boolean isNegated = node.text().startsWith("#ifndef");
        String text = name.or(() -> node.child("condition")).map(Node::text).orElse("?");
        Label then = new Label();
        Label otherwise = new Label();
        Label end = new Label();
        builder.emit(new Instruction.Branch(
                function.place(node),
                Path.of("#" + text),
                (name.isPresent() ? "#ifdef " : "#if ") + text,
                isNegated ? otherwise : then,
                isNegated ? then : otherwise));
        builder.place(then);
        statements.statements(
                node.named().stream().filter(child -> child.field() == null).toList());
        builder.jump(function.place(node), end);
        builder.place(otherwise);
        node.child("alternative").ifPresent(this::alternative);
        builder.place(end);
    }

    private void alternative(Node node) {
        if (node.is("preproc_else")) {
            statements.statements(node.named());
        } else {
            conditional(node);
        }
    }
}
