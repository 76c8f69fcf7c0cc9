// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.syntax;

/**
 * How a variable, a field or a parameter is declared.
 *
 * @param name its name
 * @param type the text of the type, without the declarator
 * @param isPlain whether it is of that type itself, and no pointer, array or function
 */
public record CVariable(String name, String type, boolean isPlain) {

    /** What a declaration's type and declarator say. */
    public static CVariable of(Node type, Node declarator) {
        String text = type == null ? "" : type.text().replaceAll("\\s+", " ").strip();
        boolean isPlain = declarator.is("identifier", "field_identifier");
        return new CVariable(CFile.declared(declarator), text, isPlain);
    }

    /** The tag of the structure that it is, or points to; empty if there is none. */
    public String tag() {
        String bare = type.replaceFirst("^(const |volatile )*", "");
        return bare.matches("(struct|union) \\w+.*") ? bare.split("[ {]")[1] : bare.matches("\\w+") ? bare : "";
    }
}
