// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.syntax;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names that a file gives to types by {@code typedef}, as far as they stand for words alone. */
final class TypeNames {
    private static final Pattern WORD = Pattern.compile("[A-Za-z_]\\w*");
    private static final int MANY = 16;

    private final Map<String, String> types = new HashMap<>();

    /** Takes all of them, wherever they stand. */
    TypeNames(Node root) {
        gather(root);
    }

    private void gather(Node node) {
        if (node.is("type_definition")) {
            String type = node.child("type").map(Node::text).orElse("");
            node.named().stream()
                    .filter(each -> "declarator".equals(each.field()))
                    .map(Node::text)
                    .filter(name -> WORD.matcher(name).matches())
                    .forEach(name -> types.put(name, type));
        }
        node.children().forEach(this::gather);
    }

    /** The text of a type with what its names stand for in their places. */
    String resolved(String type) {
        String resolved = type;
        for (int hops = 0; hops < MANY && !resolved.matches("(?s).*\\b(struct|union|enum)\\b.*"); hops++) {
            String next = WORD.matcher(resolved)
                    .replaceAll(word -> Matcher.quoteReplacement(types.getOrDefault(word.group(), word.group())));
            if (next.equals(resolved)) {
                break;
            }
            resolved = next;
        }
        return resolved;
    }
}
