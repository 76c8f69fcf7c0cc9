// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.syntax;

/**
 * How a variable, a field or a parameter is declared.
 *
 * @param name its name
 * @param type the text of the type, without the declarator
 * @param isPlain whether it is of that type itself, and no pointer, array or function
 * @param elements how many it has; 0 if nobody knows, {@link #NO_ARRAY} if it is no array
 */
public record CVariable(String name, String type, boolean isPlain, int elements) {
    /** The elements of what is no array. */
    public static final int NO_ARRAY = -1;

    /** Of more elements than this nobody asks one by one. */
    private static final int MANY = 64;

    /** What a declaration's type and declarator say. */
    public static CVariable of(Node type, Node declarator) {
        String text = type == null ? "" : type.text().replaceAll("\\s+", " ").strip();
        boolean isPlain = declarator.is("identifier", "field_identifier");
        return new CVariable(CFile.declared(declarator), text, isPlain, elements(declarator));
    }

    private static int elements(Node declarator) {
        return declarator.is("array_declarator")
                ? (int) declarator
                        .child("size")
                        .map(size -> Literals.number(size.text()).orElse(0))
                        .filter(size -> size >= 0 && size <= MANY)
                        .orElse(0L)
                        .longValue()
                : NO_ARRAY;
    }

    /** One of so many bits, as a structure declares it. */
    CVariable ofBits(String width) {
        return new CVariable(name, type + " : " + width, isPlain, elements);
    }

    /** Whether it is an array. */
    public boolean isArray() {
        return elements != NO_ARRAY;
    }

    /** The tag of the structure that it is, or points to; empty if there is none. */
    public String tag() {
        String bare = type.replaceFirst("^(const |volatile )*", "");
        return bare.matches("(struct|union) \\w+.*") ? bare.split("[ {]")[1] : bare.matches("\\w+") ? bare : "";
    }
}
