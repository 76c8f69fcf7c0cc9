// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.code;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.wakeproof.review.BoundCall;
import org.wakeproof.review.code.Expression.Unknown;
import org.wakeproof.review.syntax.Node;

/** Makes instructions of inline assembly with its operands: what it reads, sets and clobbers. */
final class AssemblyStatements {
    /** Assembly that is no instruction. */
    private static final String EMPTY = "(?s)[^\"]*\\(\\s*\"\\s*\"\\s*:.*";

    private final Lowering lowering;
    private final CodeBuilder builder;
    private final Inlined function;
    private final ExpressionLowering expressions;
    private final Paths paths;
    private final BoundCallLowering bound;

    AssemblyStatements(
            Lowering lowering, Inlined function, ExpressionLowering expressions, Paths paths, BoundCallLowering bound) {
        this.lowering = lowering;
        this.builder = lowering.builder();
        this.function = function;
        this.expressions = expressions;
        this.paths = paths;
        this.bound = bound;
    }

    /** A statement of it. */
    Expression assembly(Node node) {
        return assembly(node, node.text());
    }

    /**
     * The same as a call of a macro.
     *
     * @param text that of its instructions
     */
    Expression assembly(Node node, String text) {
        boolean isKnown = new AssemblyLowering(
                        lowering.bindings(),
                        builder,
                        (place, call) -> bound.instruction(place, call, operands(node, call)))
                .assembly(function.place(node), namingTheirPromise(node, text));
        if (text.matches(EMPTY)) {
            hidden(node);
            return new Unknown();
        }
        List<Expression> inputs = new ArrayList<>();
        if (!isKnown) {
            inputs(node, inputs);
        }
        changed(node, isKnown, new Unknown("", inputs));
        if (!isKnown && text.contains("\"memory\"")) {
            inputs.forEach(pointer ->
                    builder.emit(new Instruction.ForgetPointee(function.place(node), paths.pointer(pointer))));
        }
        return new Unknown();
    }

    /** With the name that the table has for it in the place of the number or the name that the operand has. */
    private static String namingTheirPromise(Node node, String text) {
        List<Node> operands = new ArrayList<>();
        operands(node, operands);
        String named = text;
        if (operands.stream().filter(each -> inMwait(each).isPresent()).count() != 1) {
            return text;
        }
        for (int at = 0; at < operands.size(); at++) {
            Node operand = operands.get(at);
            if (inMwait(operand).isPresent()) {
                String symbol = operand.text().replaceFirst("(?s)^\\[(\\w+)].*", "$1");
                named = named.replaceAll("%" + at + "(?!\\d)|%\\[" + Pattern.quote(symbol) + "]", "%[in_mwait]");
            }
        }
        return named;
    }

    private static void operands(Node node, List<Node> into) {
        if (node.is("gnu_asm_output_operand", "gnu_asm_input_operand")) {
            into.add(node);
        } else {
            node.children().forEach(child -> operands(child, into));
        }
    }

    /** What assembly of no instruction only hides from the compiler stays; what it would set nobody knows. */
    private void hidden(Node node) {
        boolean stays = node.is("gnu_asm_output_operand")
                && node.child("constraint")
                        .filter(each -> each.text().startsWith("\"+"))
                        .isPresent();
        if (node.is("gnu_asm_output_operand", "gnu_asm_clobber_list")) {
            if (!stays) {
                changed(node, false, new Unknown());
            }
        } else {
            node.children().forEach(this::hidden);
        }
    }

    /** What the operands and the clobbers of assembly say that it changes; of in_mwait, instructions that are known say more. */
    private void changed(Node node, boolean isKnown, Unknown to) {
        if (node.is("gnu_asm_output_operand")) {
            node.child("value")
                    .flatMap(paths::of)
                    .filter(path -> !isKnown || !Paths.isField(path, Promises.IN_MWAIT))
                    .ifPresent(path -> builder.assign(function.place(node), path, to));
        } else if (node.is("gnu_asm_clobber_list") && node.text().contains("\"memory\"")) {
            builder.emit(new Instruction.ForgetShared(function.place(node)));
        } else {
            node.children().forEach(child -> changed(child, isKnown, to));
        }
    }

    /** What assembly reads: it may change what that points to, where it says that it changes memory. */
    private void inputs(Node node, List<Expression> into) {
        if (node.is("gnu_asm_input_operand")) {
            node.child("value").map(expressions::value).ifPresent(into::add);
        } else if (node.is("gnu_asm_output_operand") && node.text().contains("\"+")) {
            node.child("value").flatMap(paths::of).ifPresent(into::add);
        } else {
            node.children().forEach(child -> inputs(child, into));
        }
    }

    /** The registers that an instruction takes its arguments from. */
    private List<Expression> operands(Node node, BoundCall call) {
        if (call == BoundCall.MONITOR) {
            return List.of(operand(node, "\"a\""));
        }
        if (call == BoundCall.IN_MWAIT_SET || call == BoundCall.IN_MWAIT_CLEAR) {
            return List.of(inMwait(node)
                    .flatMap(paths::of)
                    .<Expression>map(Expression.Address::new)
                    .orElse(new Unknown()));
        }
        if (call != BoundCall.MWAIT && call != BoundCall.STI_MWAIT && call != BoundCall.STI_MWAIT_CLI) {
            return List.of();
        }
        return List.of(operand(node, "\"a\""), operand(node, "\"c\""));
    }

    /** The field itself among the operands, which a macro may take in a form that is no C. */
    private static Optional<Node> inMwait(Node node) {
        if (node.is("field_expression")
                && node.child("field")
                        .filter(field -> field.text().equals(Promises.IN_MWAIT))
                        .isPresent()) {
            return Optional.of(node);
        }
        return node.children().stream()
                .map(AssemblyStatements::inMwait)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Expression operand(Node node, String register) {
        if (node.is("gnu_asm_input_operand")
                && node.child("constraint")
                        .filter(each -> each.text().equals(register))
                        .isPresent()) {
            return node.child("value").map(expressions::value).orElse(new Unknown());
        }
        for (Node child : node.children()) {
            Expression found = operand(child, register);
            if (!(found instanceof Unknown)) {
                return found;
            }
        }
        return new Unknown();
    }
}
