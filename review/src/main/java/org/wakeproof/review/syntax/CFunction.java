// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.syntax;

import java.util.List;

/**
 * A function's definition.
 *
 * @param name its name
 * @param type the text of what it gives back, without qualifiers
 * @param parameters in order; a name may be empty
 * @param body the compound statement
 * @param line of its name
 * @param astray what is no C in its head, or right behind it: it may be meant to be in its body
 */
public record CFunction(String name, String type, List<CVariable> parameters, Node body, int line, List<Node> astray) {

    /** The line of its closing brace. */
    public int lastLine() {
        return body.line()
                + (int) body.text()
                        .chars()
                        .filter(character -> character == '\n')
                        .count();
    }
}
