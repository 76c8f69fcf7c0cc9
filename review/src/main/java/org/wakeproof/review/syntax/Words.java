// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.syntax;

import java.util.Map;
import java.util.Set;

/**
 * What is known of words before a file is parsed.
 *
 * @param attributes macros that stand for attributes, to be left out
 * @param loops macros that stand for the head of a loop
 * @param defined macros that are taken as defined
 * @param undefined macros that are taken as not defined
 * @param known names that the bindings give a meaning, so that the file's own macros do not
 * @param macros those of headers, with what stands behind their names in a definition
 */
public record Words(
        Set<String> attributes,
        Set<String> loops,
        Set<String> defined,
        Set<String> undefined,
        Set<String> known,
        Map<String, String> macros) {
    /** A text with the types in it that headers give a name by {@code #define}. */
    String typed(String text) {
        String typed = text;
        for (Map.Entry<String, String> macro : macros.entrySet()) {
            if (macro.getValue().matches("\\s+[a-z ]+") && typed.contains(macro.getKey())) {
                typed = typed.replaceAll("\\b" + macro.getKey() + "\\b", macro.getValue());
            }
        }
        return typed;
    }

    /** Nothing is known. */
    public static Words none() {
        return new Words(Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Map.of());
    }
}
