// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.code;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.wakeproof.review.Bindings;
import org.wakeproof.review.syntax.CFunction;
import org.wakeproof.review.syntax.Node;

/** Where a function's text is no C. */
final class SyntaxErrors {

    private static final Set<String> KEYWORDS = Set.of(
            "break",
            "case",
            "const",
            "continue",
            "default",
            "do",
            "else",
            "for",
            "goto",
            "if",
            "return",
            "static",
            "struct",
            "switch",
            "union",
            "while");

    private SyntaxErrors() {}

    /** The nodes that were not understood; what macros take between their parentheses need be no C. */
    static List<Node> of(CFunction function, Bindings bindings) {
        List<Node> errors = new ArrayList<>(function.astray());
        gather(function.body(), bindings, errors);
        return errors;
    }

    private static void gather(Node node, Bindings bindings, List<Node> errors) {
        if (isLabelAtEnd(node)) {
            gather(node.named().get(0), bindings, errors);
            return;
        }
        if (node.isBroken() || node.isMissingSemicolon() || isMisplaced(node)) {
            errors.add(node);
            return;
        }
        boolean isMacro = node.is("call_expression")
                && node.child("function")
                        .filter(callee -> takesAnything(callee.text(), bindings))
                        .isPresent();
        for (Node child : node.children()) {
            boolean isPassed = isMacro && child.is("argument_list")
                    || child.isMissingSemicolon() && LoopLowering.isHead(node, bindings);
            boolean isOperand = child.is("gnu_asm_expression") && !node.is("expression_statement");
            if (isOperand) {
                errors.add(child);
            } else if (!isPassed) {
                gather(child, bindings, errors);
            }
        }
    }

    /** Whether it is a label before a brace, which C allows since 2023, and compilers did before. */
    private static boolean isLabelAtEnd(Node node) {
        List<Node> parts = node.named();
        return node.is("labeled_statement")
                && parts.size() == 2
                && parts.get(1).is("expression_statement")
                && parts.get(1).children().size() == 1
                && parts.get(1).children().get(0).isMissingSemicolon();
    }

    /** Whether it is a keyword where a name should be, or a line for the preprocessor that it does not know. */
    private static boolean isMisplaced(Node node) {
        if (node.is("preproc_call")) {
            return !node.text().matches("(?s)\\s*#\\s*((undef|pragma|error|warning|line|ident)\\b.*)?");
        }
        return node.is("identifier", "type_identifier", "field_identifier") && KEYWORDS.contains(node.text());
    }

    private static boolean takesAnything(String name, Bindings bindings) {
        return name.matches("(?i)_*(asm|alternative|alternative_\\w+|trace_?\\w*|perfc_\\w+)_*")
                || bindings.isMacro(name);
    }
}
