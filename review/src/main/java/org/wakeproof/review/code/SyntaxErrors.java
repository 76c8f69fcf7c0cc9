// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.code;

import java.util.ArrayList;
import java.util.List;
import org.wakeproof.review.Bindings;
import org.wakeproof.review.syntax.Node;

/** Where a function's text is no C. */
final class SyntaxErrors {

    private SyntaxErrors() {}

    /** The nodes that were not understood; what macros take between their parentheses need be no C. */
    static List<Node> of(Node body, Bindings bindings) {
        List<Node> errors = new ArrayList<>();
        gather(body, bindings, errors);
        return errors;
    }

    private static void gather(Node node, Bindings bindings, List<Node> errors) {
        if (node.isBroken() || node.isMissingSemicolon()) {
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
            if (!isPassed) {
                gather(child, bindings, errors);
            }
        }
    }

    private static boolean takesAnything(String name, Bindings bindings) {
        return name.matches("(?i)_*(asm|alternative|alternative_\\w+|trace_?\\w*|perfc_\\w+)_*")
                || bindings.isMacro(name);
    }
}
