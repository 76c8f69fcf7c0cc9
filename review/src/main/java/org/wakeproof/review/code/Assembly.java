// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.code;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of inline assembly. */
final class Assembly {
    private static final Pattern STRING = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"|:");
    /** Registers, operands, directives and numbers, none of which does anything by itself. */
    private static final String NO_INSTRUCTION = "[%$.][\\w\\[\\]]+|\\b0x[0-9a-f]+";

    private final String template;

    /** From the keyword to the closing parenthesis; what stands behind the first colon are operands. */
    Assembly(String text) {
        StringBuilder joined = new StringBuilder();
        Matcher matcher = STRING.matcher(text);
        while (matcher.find() && matcher.group(1) != null) {
            joined.append(matcher.group(1));
        }
        template = joined.toString().replaceAll("\\\\[nt]", " ");
    }

    /** The instructions. */
    String template() {
        return template;
    }

    /** Whether it has an instruction besides this one. */
    boolean hasMoreThan(String known) {
        String rest = known.isEmpty() ? template : template.replace(known, " ");
        return rest.replaceAll(NO_INSTRUCTION, " ").matches("(?s).*[a-z].*");
    }
}
