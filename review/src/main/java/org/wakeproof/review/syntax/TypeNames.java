// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.syntax;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names that a file gives to types by {@code typedef} and {@code enum}, and the types of what its functions return. */
final class TypeNames {
    /** What the list of an enumeration has as its last one where an attribute says that it is packed. */
    static final String IS_PACKED = "enum_is_packed__";

    private static final Pattern WORD = Pattern.compile("[A-Za-z_]\\w*");
    private static final Pattern ENUM = Pattern.compile("(?s)\\benum\\s+(\\w+)$");
    private static final int MANY = 16;

    private final Map<String, String> types = new HashMap<>();
    private final Map<String, CVariable> defined = new HashMap<>();
    /** Those that stand for pointers and arrays. */
    private final Map<String, CVariable> pointers = new HashMap<>();

    private final Map<String, String> enums = new HashMap<>();
    private final Map<String, CVariable> returned = new HashMap<>();

    /** Takes all of them, wherever they stand. */
    TypeNames(Node root) {
        gather(root);
    }

    private void gather(Node node) {
        if (node.is("type_definition")) {
            define(node);
            returned(node);
        } else if (node.is("enum_specifier")) {
            node.child("body")
                    .ifPresent(body -> node.child("name")
                            .ifPresent(tag -> width(body).ifPresent(type -> enums.put(tag.text(), type))));
        } else if (node.is("function_definition", "declaration")) {
            returned(node);
        }
        node.children().forEach(this::gather);
    }

    private void define(Node node) {
        Node type = node.child("type").orElse(null);
        node.named().stream()
                .filter(each -> "declarator".equals(each.field()))
                .map(each -> CVariable.of(type, each))
                .filter(each -> WORD.matcher(each.name()).matches())
                .forEach(each -> define(each, type));
    }

    private void define(CVariable name, Node type) {
        boolean isList = name.isPlain()
                && type != null
                && type.is("enum_specifier")
                && type.child("body").isPresent();
        String text = isList ? width(type.child("body").get()).orElse("") : name.type();
        CVariable meant = new CVariable("", text, name.isPlain(), name.elements(), name.levels(), name.dimensions());
        CVariable before = defined.putIfAbsent(name.name(), meant);
        types.remove(name.name());
        pointers.remove(name.name());
        // What one means that is defined in several ways, as under an #if, nobody knows.
        if ((before == null || before.equals(meant)) && !text.isEmpty()) {
            if (name.isPlain()) {
                types.put(name.name(), text);
            } else {
                pointers.put(name.name(), name);
            }
        }
    }

    /** A packed one is as narrow as its numbers allow; where one of them is worked out nobody knows how narrow that is. */
    private static Optional<String> width(Node list) {
        boolean isPacked = list.named().stream().anyMatch(each -> each.text().equals(IS_PACKED));
        long next = 0;
        long least = 0;
        long most = 0;
        boolean isKnown = true;
        for (Node each : list.named()) {
            if (each.text().equals(IS_PACKED)) {
                continue;
            }
            Optional<Node> value = each.child("value");
            OptionalLong number = value.isEmpty()
                    ? OptionalLong.of(next)
                    : Literals.number(value.get().text());
            isKnown &= number.isPresent();
            // What is worked out may have a sign where something in it may.
            boolean mayHaveSign = value.filter(text -> text.text().matches("(?s).*([-~]|\\b[A-Za-z_]).*"))
                    .isPresent();
            next = number.orElse(mayHaveSign ? -1 : 0);
            least = Math.min(least, next);
            most = Math.max(most, next);
            next++;
        }
        return isPacked && !isKnown ? Optional.empty() : narrowest(isPacked ? Byte.SIZE : Integer.SIZE, least, most);
    }

    private static Optional<String> narrowest(int narrow, long least, long most) {
        for (int bits = narrow; bits <= Integer.SIZE; bits *= 2) {
            long half = 1L << bits - 1;
            if (least >= 0 ? most < 2 * half : least >= -half && most < half) {
                return Optional.of((least >= 0 ? "u" : "s") + bits);
            }
        }
        return Optional.empty();
    }

    private void returned(Node node) {
        Node type = node.child("type").orElse(null);
        node.named().stream()
                .filter(each -> "declarator".equals(each.field()))
                .map(each ->
                        each.is("init_declarator") ? each.child("declarator").orElse(each) : each)
                .filter(each -> each.is("pointer_declarator", "function_declarator"))
                .map(each -> CVariable.returned(type, each))
                .forEach(this::returned);
    }

    /** Of what has this name in several functions, as pointers may, nobody knows which is meant. */
    private void returned(CVariable result) {
        CVariable before = returned.putIfAbsent(result.name(), result);
        if (before != null && !(before.type().equals(result.type()) && before.levels() == result.levels())) {
            returned.put(result.name(), new CVariable(result.name(), "", false, CVariable.NO_ARRAY));
        }
    }

    /** What a function returns, or one that a variable of this name points to. */
    Optional<CVariable> returned(String function) {
        return Optional.ofNullable(returned.get(function))
                .filter(each -> !each.type().isEmpty())
                .map(this::typed);
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
        Matcher tag = ENUM.matcher(resolved.strip());
        return tag.find() ? enums.getOrDefault(tag.group(1), resolved) : resolved;
    }

    /** A variable with what the name of a pointer's or an array's type stands for in its place. */
    CVariable typed(CVariable variable) {
        CVariable typed = variable;
        for (int hops = 0; hops < MANY; hops++) {
            String bare = resolved(typed.type())
                    .replaceAll("\\b(const|volatile)\\b", "")
                    .strip();
            CVariable pointer = pointers.get(bare);
            if (pointer == null) {
                break;
            }
            typed = typed.like(pointer);
        }
        return typed;
    }
}
