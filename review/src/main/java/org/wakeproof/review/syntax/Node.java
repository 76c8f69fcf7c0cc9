// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.syntax;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A node of a syntax tree.
 *
 * @param type as the grammar calls it; a token's type is its text
 * @param field what it is to its parent, or null
 * @param text its source text
 * @param line where it starts, from 1
 * @param isNamed whether it is more than a token
 * @param isMissing whether the parser put it in where the text lacks it
 * @param children in order, without comments
 */
public record Node(
        String type,
        @Nullable String field,
        String text,
        int line,
        boolean isNamed,
        boolean isMissing,
        List<Node> children) {
    /** What stands in place of text that the parser could not make sense of. */
    public static final String ERROR = "ERROR";
    /** What stands in place of text that is nested deeper than anybody writes. */
    public static final String TOO_DEEP = "too deeply nested";

    /** The child that is this to it. */
    public Optional<Node> child(String name) {
        return children.stream().filter(child -> name.equals(child.field)).findFirst();
    }

    /** The children that are more than tokens. */
    public List<Node> named() {
        return children.stream().filter(Node::isNamed).toList();
    }

    /** Whether it is of one of these types. */
    public boolean is(String... types) {
        for (String each : types) {
            if (type.equals(each)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the text below it was not understood as it stands. */
    public boolean isBroken() {
        return is(ERROR, TOO_DEEP) || isMissing && !isMissingSemicolon();
    }

    /** Whether it is a statement that no macro stands for. */
    boolean isStatement() {
        return type.endsWith("_statement") && !type.equals("expression_statement");
    }

    /** Whether the parser put it in for a semicolon: a macro that is the head of a loop has none, all else must. */
    public boolean isMissingSemicolon() {
        return isMissing && type.equals(";");
    }

    /** Whether it, or anything below it, was not understood. */
    public boolean containsError() {
        return isBroken() || children.stream().anyMatch(Node::containsError);
    }

    /** The first line of its text, cut to what fits in a message. */
    public String excerpt() {
        if (isMissing) {
            return "'" + type + "' is missing";
        }
        String one = LocalTypes.original(Casts.unqualified(text)).strip().replaceAll("\\s+", " ");
        return one.length() <= 48 ? one : one.substring(0, 45) + "...";
    }
}
