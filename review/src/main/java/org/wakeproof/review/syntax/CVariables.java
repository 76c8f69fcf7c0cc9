// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.syntax;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The variables and fields that a file declares, and the functions that it stores to them. */
final class CVariables {
    /** What is set once, or hardly ever. */
    private static final Pattern STABLE = Pattern.compile(
            "\\b(__read_mostly|__ro_after_init|__initdata|__initconst|const|integer_param|boolean_param|size_param)\\b([^;={]*)");

    /** What is no name. */
    private static final String OTHER = "";

    private static final Pattern BEFORE = Pattern.compile("(\\w+)\\s*$");

    private final Map<String, CVariable> globals = new HashMap<>();
    private final Map<String, CVariable> fields = new HashMap<>();
    private final Set<String> ambiguous = new HashSet<>();
    private final Set<String> stable = new HashSet<>();
    private final Map<String, Set<String>> pointees = new HashMap<>();
    private final Set<String> passed = new LinkedHashSet<>();
    private final Set<String> pointedTo = new HashSet<>();
    private final Set<String> addressed = new LinkedHashSet<>();
    private final Set<String> parameters = new HashSet<>();
    private final Set<String> statics = new HashSet<>();
    private final Map<String, Node> constants = new LinkedHashMap<>();
    private final Map<String, Node> initialized = new HashMap<>();
    private final Map<String, List<String>> structures = new HashMap<>();
    private final Map<String, Map<String, CVariable>> members = new HashMap<>();
    private final List<Map<String, CVariable>> unions = new ArrayList<>();
    private final Set<String> unionFields = new HashSet<>();

    private CVariables() {}

    static CVariables of(String text, Node root) {
        CVariables variables = new CVariables();
        variables.gather(root, false);
        variables.findStable(text);
        return variables;
    }

    private void gather(Node node, boolean isLocal) {
        for (Node child : node.children()) {
            if (child.is("declaration") && !isLocal) {
                declare(child);
            } else if (child.is("parameter_declaration")) {
                child.child("declarator").map(CFile::declared).ifPresent(parameters::add);
            } else if (child.is("field_declaration")) {
                field(child);
            } else if (child.is("init_declarator")) {
                points(CFile.declared(child.child("declarator").orElse(child)), child.child("value"));
                child.child("value")
                        .filter(value -> value.is("initializer_list"))
                        .ifPresent(list -> table(
                                CVariable.of(
                                        node.child("type").orElse(null),
                                        child.child("declarator").orElse(child)),
                                list));
            } else if (child.is("initializer_pair")) {
                points(child.text().replaceFirst("(?s)^\\s*\\.?\\s*(\\w+).*", "$1"), child.child("value"));
            } else if (child.is("assignment_expression")) {
                points(
                        child.child("left").map(Node::text).orElse("").replaceFirst("(?s).*[.>\\s]", ""),
                        child.child("right"));
            }
            if (child.is("pointer_expression") && child.text().startsWith("&")) {
                child.child("argument").map(Node::text).ifPresent(pointedTo::add);
            }
            if (child.is("identifier") && !"declarator".equals(child.field()) && !"function".equals(child.field())) {
                addressed.add(child.text());
            }
            child.child("body").ifPresent(body -> structure(child, body));
            if (child.is("argument_list")) {
                child.named().stream()
                        .map(argument -> argument.text().replaceFirst("^&\\s*", ""))
                        .filter(argument -> argument.matches("[A-Za-z_]\\w*"))
                        .forEach(passed::add);
            }
            gather(child, isLocal || child.is("compound_statement"));
        }
    }

    /** What a list sets parts to that it does not name: elements by the name of the array, fields by theirs. */
    private void table(CVariable variable, Node list) {
        List<String> names = variable.isArray() ? List.of() : structures.getOrDefault(variable.tag(), List.of());
        int at = 0;
        for (Node each : list.named()) {
            Node value = each.is("initializer_pair") ? each.child("value").orElse(each) : each;
            String name = variable.isArray() ? variable.name() : at < names.size() ? names.get(at) : "";
            if (value.is("initializer_list") && variable.isArray()) {
                table(new CVariable(name, variable.type(), true, CVariable.NO_ARRAY), value);
            } else if (!each.is("initializer_pair") || variable.isArray()) {
                points(name, Optional.of(value));
            }
            at++;
        }
    }

    private void structure(Node specifier, Node body) {
        if (!specifier.is("struct_specifier", "union_specifier")) {
            return;
        }
        List<String> names = new ArrayList<>();
        boolean isWhole = true;
        for (Node each : body.named()) {
            List<Node> declarators = each.named().stream()
                    .filter(node -> "declarator".equals(node.field()))
                    .toList();
            isWhole &= !declarators.isEmpty();
            declarators.forEach(declarator -> names.add(CFile.declared(declarator)));
        }
        String tag = specifier.child("name").map(Node::text).orElse(CVariable.words(specifier.text()));
        if (specifier.is("union_specifier")) {
            unionFields.addAll(names);
        } else if (isWhole) {
            structures.put(tag, names);
        }
        Map<String, CVariable> all = new HashMap<>();
        members(body, all);
        if (specifier.is("union_specifier")) {
            unions.add(all);
        }
        Map<String, CVariable> before = members.putIfAbsent(tag, all);
        if (before != null && !before.equals(all)) {
            // As under an #if that nobody has decided, or in two functions.
            members.put(tag, Map.of());
            structures.remove(tag);
        }
    }

    /** Also those of what has no name in it. */
    private static void members(Node body, Map<String, CVariable> into) {
        for (Node each : body.named()) {
            fields(each).forEach(field -> into.put(field.name(), field));
            if (each.named().stream().noneMatch(node -> "declarator".equals(node.field()))) {
                each.child("type").flatMap(type -> type.child("body")).ifPresent(inner -> members(inner, into));
            }
        }
    }

    /** What is const itself, and not what it points to. */
    private static boolean isConstant(Node declaration, Node declarator) {
        boolean isConst = declaration.children().stream().anyMatch(each -> isQualifier(each, "const"));
        boolean isVolatile = declaration.children().stream().anyMatch(each -> isQualifier(each, "volatile"));
        boolean isPointer = declarator.text().contains("*");
        return !isVolatile && (isPointer ? declarator.text().matches("(?s).*\\*\\s*const\\b.*") : isConst);
    }

    private static boolean isQualifier(Node node, String word) {
        return node.is("type_qualifier") && node.text().equals(word);
    }

    private void declare(Node declaration) {
        Node type = declaration.child("type").orElse(null);
        for (Node child : declaration.named()) {
            Node declarator =
                    child.is("init_declarator") ? child.child("declarator").orElse(child) : child;
            boolean isVariable = "declarator".equals(child.field()) && !isFunction(declarator);
            if (isVariable) {
                CVariable variable = CVariable.of(type, declarator);
                CVariable whole = child.child("value").map(variable::of).orElse(variable);
                globals.merge(variable.name(), whole, CVariables::oneOf);
                if (child.is("init_declarator") && isConstant(declaration, declarator)) {
                    child.child("value").ifPresent(value -> constant(variable.name(), value));
                }
                if (declaration.children().stream()
                        .anyMatch(each -> each.is("storage_class_specifier")
                                && each.text().equals("static"))) {
                    statics.add(variable.name());
                }
            }
        }
    }

    /** The later declaration; where they do not agree, as under an #if, nobody knows its type. */
    private static CVariable oneOf(CVariable one, CVariable other) {
        boolean isSame = one.type().equals(other.type()) && one.levels() == other.levels();
        return isSame ? other : other.ofNoType();
    }

    private void constant(String name, Node value) {
        Node before = initialized.putIfAbsent(name, value);
        if (before == null) {
            constants.put(name, value);
        } else if (!before.text().equals(value.text())) {
            constants.remove(name);
        }
    }

    private static boolean isFunction(Node declarator) {
        return declarator.is("function_declarator")
                && declarator
                        .child("declarator")
                        .filter(each -> each.is("identifier"))
                        .isPresent();
    }

    private void field(Node declaration) {
        for (CVariable field : fields(declaration)) {
            CVariable before = fields.put(field.name(), field);
            if (before != null && !before.equals(field)) {
                ambiguous.add(field.name());
            }
        }
    }

    private static List<CVariable> fields(Node declaration) {
        List<CVariable> all = new ArrayList<>();
        Node type = declaration.child("type").orElse(null);
        List<Node> children = declaration.named();
        for (int at = 0; at < children.size(); at++) {
            if ("declarator".equals(children.get(at).field())) {
                CVariable whole = CVariable.of(type, children.get(at));
                boolean isOfBits =
                        at + 1 < children.size() && children.get(at + 1).is("bitfield_clause");
                all.add(
                        isOfBits
                                ? whole.ofBits(children.get(at + 1)
                                        .text()
                                        .replaceFirst(":", "")
                                        .strip())
                                : whole);
            }
        }
        return all;
    }

    private void points(String pointer, Optional<Node> value) {
        if (value.isPresent()) {
            pointees.computeIfAbsent(pointer, key -> new LinkedHashSet<>()).addAll(names(value.get()));
        }
    }

    /** What a value may be by its name; {@link #OTHER} where it may be something else. */
    private static List<String> names(Node value) {
        Optional<Node> inner =
                value.is("parenthesized_expression") && value.named().size() == 1
                        ? Optional.of(value.named().get(0))
                        : value.is("cast_expression")
                                ? value.child("value")
                                : value.is("pointer_expression") && value.text().startsWith("&")
                                        ? value.child("argument")
                                        : Optional.empty();
        if (inner.isPresent()) {
            return names(inner.get());
        }
        if (value.is("conditional_expression")) {
            return Stream.of("consequence", "alternative")
                    .map(value::child)
                    .flatMap(each -> each.map(CVariables::names).orElse(List.of(OTHER)).stream())
                    .toList();
        }
        // The parts of a list have names of their own.
        return value.is("null", "initializer_list") || value.text().matches("NULL|0")
                ? List.of()
                : List.of(value.is("identifier") ? value.text() : whole(value));
    }

    /** What a field or an element is known by: the name of the field, or of the array. */
    private static String whole(Node value) {
        return value.text().matches("(?s)[\\w.>\\-\\[\\]\\s]+")
                ? value.text().replaceFirst("(\\[[^\\[]*])+$", "").replaceFirst("(?s).*[.>\\s]", "")
                : OTHER;
    }

    private void findStable(String text) {
        Matcher matcher = STABLE.matcher(text);
        while (matcher.find()) {
            for (String word : matcher.group(2).split("\\W+")) {
                stable.add(word);
            }
            Matcher before = BEFORE.matcher(text.substring(Math.max(0, matcher.start() - 80), matcher.start()));
            if (before.find()) {
                stable.add(before.group(1));
            }
        }
    }

    Optional<CVariable> global(String name) {
        return Optional.ofNullable(globals.get(name));
    }

    Optional<CVariable> field(String name) {
        return ambiguous.contains(name) ? Optional.empty() : Optional.ofNullable(fields.get(name));
    }

    /** As one structure declares it. */
    Optional<CVariable> member(String tag, String name) {
        return Optional.ofNullable(members.getOrDefault(tag, Map.of()).get(name));
    }

    List<String> fields(String tag) {
        return structures.getOrDefault(tag, List.of());
    }

    /** Those of which no field is one of another structure, but of one around it. */
    List<Map<String, CVariable>> unions() {
        return unions.stream()
                .filter(union -> Stream.concat(unions.stream(), members.values().stream())
                        .allMatch(other -> Collections.disjoint(other.keySet(), union.keySet())
                                || other.entrySet().containsAll(union.entrySet())))
                .toList();
    }

    Set<String> unionFields() {
        return unionFields;
    }

    Map<String, Node> constants() {
        return constants;
    }

    Set<String> volatiles() {
        Set<String> result = new HashSet<>(globals.keySet());
        result.removeAll(stable);
        return result;
    }

    /** Whether a declaration says of what has this name that it is set once, or hardly ever. */
    boolean isStable(String name) {
        return stable.contains(name);
    }

    /** Also what it is a copy of points to. */
    Set<String> pointees(String pointer) {
        Set<String> result = new LinkedHashSet<>();
        sources(pointer)
                .forEach(each -> pointees.get(each).stream()
                        // A field may have the name of the function that it is set to.
                        .filter(name -> !isSource(name) || name.equals(each))
                        .forEach(result::add));
        return result;
    }

    /** What it may be a copy of, and itself; empty if the file stores nothing to it. */
    Set<String> sources(String pointer) {
        Set<String> result = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(pointees.containsKey(pointer) ? List.of(pointer) : List.of());
        while (!open.isEmpty()) {
            String next = open.pop();
            if (result.add(next)) {
                pointees.get(next).stream().filter(this::isSource).forEach(open::push);
            }
        }
        return result;
    }

    /** What has the name of a parameter may be what is passed. */
    private boolean isSource(String name) {
        return pointees.containsKey(name) && !isGivenAway(name) && !parameters.contains(name);
    }

    /** Whether something else may be set by its name's address, or is passed by its name. */
    boolean isGivenAway(String name) {
        return passed.contains(name) || pointedTo.contains(name);
    }

    /** What is named other than where it is declared or called. */
    Set<String> addressed() {
        return addressed;
    }

    /** What is passed to functions by its bare name. */
    Set<String> passed() {
        return passed;
    }

    /** Whether nobody but the file itself can set it. */
    boolean isStatic(String name) {
        return statics.contains(name);
    }
}
