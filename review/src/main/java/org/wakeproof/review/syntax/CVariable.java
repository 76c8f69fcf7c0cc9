// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.syntax;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How a variable, a field or a parameter is declared.
 *
 * @param name its name
 * @param type the text of the type, without the declarator
 * @param isPlain whether it is of that type itself, and no pointer, array or function
 * @param elements how many it has; 0 if nobody knows, {@link #NO_ARRAY} if it is no array
 * @param levels how many indices or stars lead from it to what is of that type itself; -1 if that is not known
 * @param dimensions of the array that it is, the first one first; 0 for one that nobody knows, empty if it is no array
 */
public record CVariable(String name, String type, boolean isPlain, int elements, int levels, List<Integer> dimensions) {
    /** The elements of what is no array. */
    public static final int NO_ARRAY = -1;

    /** What the type of a variable is called that typeof names. */
    static final String TYPE_OF = "typeof_t__";

    /** The same of what it points to. */
    static final String TYPE_BEHIND = "typeof_d__";

    /** The same of an expression: what follows is its text, each character as four digits. */
    private static final String TYPE_OF_EXPRESSION = "typeof_x__";

    private static final int HEX = 16;
    private static final int DIGITS = 4;

    /** Of more elements than this nobody asks one by one. */
    private static final int MANY = 64;

    /** What may be an array of one dimension. */
    public CVariable(String name, String type, boolean isPlain, int elements, int levels) {
        this(name, type, isPlain, elements, levels, elements == NO_ARRAY ? List.of() : List.of(elements));
    }

    /** What may be no array and no pointer. */
    public CVariable(String name, String type, boolean isPlain, int elements) {
        this(name, type, isPlain, elements, isPlain ? 0 : -1);
    }

    /** What a declaration's type and declarator say. */
    public static CVariable of(Node type, Node declarator) {
        String text = type == null ? "" : type.text().replaceAll("\\s+", " ").strip();
        boolean isPlain = isName(declarator);
        List<Integer> dimensions = dimensions(declarator);
        int elements = dimensions.isEmpty() ? NO_ARRAY : dimensions.get(0);
        return new CVariable(CFile.declared(declarator), text, isPlain, elements, levels(declarator), dimensions);
    }

    private static boolean isName(Node declarator) {
        return declarator.is("identifier", "field_identifier", "type_identifier");
    }

    /** What a type without a name in it is: {@code u8 *}, as a cast has it. */
    public static CVariable unnamed(String type) {
        int levels = type.contains(")(")
                ? -1
                : (int) type.chars().filter(each -> each == '*' || each == '[').count();
        String base =
                type.replaceFirst("(?s)[*\\[(].*", "").replaceAll("\\s+", " ").strip();
        boolean isArray = levels > 0 && !type.contains("*");
        List<Integer> dimensions = isArray ? Collections.nCopies(levels, 0) : List.of();
        return new CVariable("", base, levels == 0, isArray ? 0 : NO_ARRAY, levels, dimensions);
    }

    /** What a function returns, by its declarator. */
    static CVariable returned(Node type, Node declarator) {
        int levels = 0;
        Node at = declarator;
        while (at.is("pointer_declarator") && at.child("declarator").isPresent()) {
            levels++;
            at = at.child("declarator").get();
        }
        String text = type == null ? "" : type.text().replaceAll("\\s+", " ").strip();
        return new CVariable(CFile.declared(declarator), text, levels == 0, NO_ARRAY, levels);
    }

    private static int levels(Node declarator) {
        if (isName(declarator)) {
            return 0;
        }
        int inner = declarator.is("array_declarator", "pointer_declarator")
                ? declarator.child("declarator").map(CVariable::levels).orElse(-1)
                : -1;
        return inner < 0 ? -1 : inner + 1;
    }

    /** What stands around the name itself says whether it is an array: of pointers, too, but not what it points to. */
    private static List<Integer> dimensions(Node whole) {
        List<Integer> dimensions = new ArrayList<>();
        for (Node at = whole; at != null; at = inner(at)) {
            if (at.is("array_declarator")) {
                dimensions.add(0, size(at));
            } else if (!isName(at)) {
                dimensions.clear();
            }
        }
        return List.copyOf(dimensions);
    }

    private static int size(Node array) {
        return (int) array.child("size")
                .map(size -> Literals.number(size.text()).orElse(0))
                .filter(size -> size >= 0 && size <= MANY)
                .orElse(0L)
                .longValue();
    }

    private static @Nullable Node inner(Node declarator) {
        return declarator.named().stream()
                .filter(each -> each.type().endsWith("declarator"))
                .findFirst()
                .orElse(null);
    }

    /** The same with as many elements as its initializer has, if it does not say how many. */
    public CVariable of(Node initializer) {
        boolean isList = initializer.is("initializer_list")
                && initializer.named().stream().noneMatch(each -> each.is("initializer_pair"));
        int count = isList ? initializer.named().size() : 0;
        return elements == 0 && count <= MANY ? ofElements(count) : this;
    }

    private CVariable ofElements(int count) {
        List<Integer> all = new ArrayList<>(dimensions);
        all.set(0, count);
        return new CVariable(name, type, isPlain, count, levels, List.copyOf(all));
    }

    /** Text with one blank where there are some. */
    static String words(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }

    /** The variable whose type it has by typeof, or the type of what that points to; empty if it has another one. */
    public Optional<String> typeOf() {
        String bare = type.replaceFirst("^(const |volatile )*", "");
        return bare.startsWith(TYPE_OF) || isTypeBehind()
                ? Optional.of(bare.substring(TYPE_OF.length()))
                : Optional.empty();
    }

    /** What the type of a variable is called that typeof names by an expression. */
    static String typeOf(String expression) {
        return TYPE_OF_EXPRESSION
                + expression.chars().mapToObj("%04x"::formatted).collect(Collectors.joining());
    }

    /** The expression whose type it has by typeof; empty if it has another one. */
    public Optional<String> typeOfExpression() {
        String bare = type.replaceFirst("^(const |volatile )*", "");
        if (!bare.startsWith(TYPE_OF_EXPRESSION)) {
            return Optional.empty();
        }
        StringBuilder text = new StringBuilder();
        for (int at = TYPE_OF_EXPRESSION.length(); at + DIGITS <= bare.length(); at += DIGITS) {
            text.append((char) Integer.parseInt(bare.substring(at, at + DIGITS), HEX));
        }
        return Optional.of(text.toString());
    }

    /** Whether it is of the type of what that variable points to. */
    public boolean isTypeBehind() {
        return type.replaceFirst("^(const |volatile )*", "").startsWith(TYPE_BEHIND);
    }

    /** The same of another one's type. */
    public CVariable like(CVariable other) {
        int both = levels < 0 || other.levels < 0 ? -1 : levels + other.levels;
        boolean isOwn = isArray() || !isPlain;
        return new CVariable(
                name,
                other.type,
                isPlain && other.isPlain,
                isOwn ? elements : other.elements,
                both,
                isOwn ? dimensions(other) : other.dimensions);
    }

    /** Behind its own those of its elements, if they are arrays. */
    private List<Integer> dimensions(CVariable element) {
        List<Integer> all = new ArrayList<>(dimensions);
        if (levels == dimensions.size()) {
            all.addAll(element.dimensions);
        }
        return List.copyOf(all);
    }

    /** What is so many indices or stars further. */
    public CVariable moved(int stars) {
        int left = levels < 0 ? -1 : levels + stars;
        List<Integer> rest =
                stars < 0 && dimensions.size() > -stars ? dimensions.subList(-stars, dimensions.size()) : List.of();
        return new CVariable(name, type, left == 0, rest.isEmpty() ? NO_ARRAY : rest.get(0), left, rest);
    }

    /** One of so many bits, as a structure declares it. */
    CVariable ofBits(String width) {
        return new CVariable(name, type + " : " + width, isPlain, elements, levels, dimensions);
    }

    /** The same of a type that nobody knows. */
    public CVariable ofNoType() {
        return new CVariable(name, "", isPlain, elements, levels, dimensions);
    }

    /** Whether it is an array. */
    public boolean isArray() {
        return elements != NO_ARRAY;
    }

    /** The tag of the structure that it is, or points to; empty if there is none. */
    public String tag() {
        String bare = type.replaceFirst("^(const |volatile )*", "");
        return bare.matches("(struct|union) ?\\{.*")
                ? bare
                : bare.matches("(struct|union) \\w+.*") ? bare.split("[ {]")[1] : bare.matches("\\w+") ? bare : "";
    }
}
