// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.code;

import java.util.List;
import org.wakeproof.review.Bindings;
import org.wakeproof.review.syntax.CFile;
import org.wakeproof.review.syntax.CFunction;
import org.wakeproof.review.syntax.Node;

/** Makes a list of instructions of a function and of those that it calls in the same file. */
public final class Lowering {
    private static final int MAX_NESTED_CALLS = 16;

    private final CFile file;
    private final Bindings bindings;
    private final CodeBuilder builder = new CodeBuilder();
    private int inlined;

    private Lowering(CFile file, Bindings bindings) {
        this.file = file;
        this.bindings = bindings;
    }

    /**
     * Lowers a function.
     *
     * @throws IllegalArgumentException if it is far too large; the message says so in one line
     */
    public static Code of(CFile file, CFunction function, Bindings bindings) {
        Lowering lowering = new Lowering(file, bindings);
        Inlined top = new Inlined(lowering.builder, function, null, null, 0);
        function.parameters().stream().filter(name -> !name.isEmpty()).forEach(top::declare);
        lowering.body(top);
        lowering.builder.emit(new Instruction.End(top.place(function.line())));
        return lowering.builder.build(function.name());
    }

    CFile file() {
        return file;
    }

    Bindings bindings() {
        return bindings;
    }

    CodeBuilder builder() {
        return builder;
    }

    /** Whether a call of this function from there can be replaced by the function itself. */
    boolean canInline(String name, Inlined from) {
        int depth = 0;
        for (Inlined at = from; at != null; at = at.caller) {
            depth++;
        }
        return file.functions().containsKey(name) && !from.isActive(name) && depth < MAX_NESTED_CALLS;
    }

    /** A call; parameters that the function never changes are other names for what is passed. */
    Expression inline(CFunction callee, List<Expression> arguments, Inlined from, Place place) {
        Inlined here = new Inlined(builder, callee, from, place, ++inlined);
        for (int i = 0; i < callee.parameters().size(); i++) {
            String parameter = callee.parameters().get(i);
            Expression argument = i < arguments.size() ? arguments.get(i) : new Expression.Unknown();
            if (argument instanceof Expression.Variable variable && !changes(callee.body(), parameter)) {
                here.alias(parameter, variable.name());
            } else {
                builder.emit(
                        new Instruction.Assign(place, here.declare(parameter).name(), argument));
            }
        }
        body(here);
        return here.result;
    }

    private void body(Inlined function) {
        if (file.isAmbiguous(function.function.name())) {
            builder.note(function.function.name() + " is the last of those that the file defines");
        }
        new StatementLowering(this, function).block(function.function.body());
        function.labels.forEach((name, label) -> {
            if (!label.isPlaced()) {
                builder.place(label);
                builder.unsupported(
                        function.place(function.function.line()), "goto " + name + ", a label that is missing");
            }
        });
        builder.place(function.exit);
    }

    private static boolean changes(Node node, String name) {
        boolean here = node.is("assignment_expression", "update_expression", "pointer_expression")
                && node.children().stream()
                        .anyMatch(child ->
                                child.is("identifier") && child.text().equals(name) && !"right".equals(child.field()))
                && !(node.is("pointer_expression") && node.text().startsWith("*"));
        return here || node.children().stream().anyMatch(child -> changes(child, name));
    }
}
