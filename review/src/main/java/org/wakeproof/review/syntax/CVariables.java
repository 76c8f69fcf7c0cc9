// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.syntax;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The variables and fields that a file declares, and the functions that it stores to them. */
final class CVariables {
    /** What is set once, or hardly ever. */
    private static final Pattern STABLE = Pattern.compile(
            "\\b(__read_mostly|__ro_after_init|__initdata|__initconst|const|integer_param|boolean_param|size_param)\\b([^;={]*)");

    private static final Pattern BEFORE = Pattern.compile("(\\w+)\\s*$");

    private final Map<String, CVariable> globals = new HashMap<>();
    private final Map<String, CVariable> fields = new HashMap<>();
    private final Set<String> ambiguous = new HashSet<>();
    private final Set<String> stable = new HashSet<>();
    private final Map<String, Set<String>> pointees = new HashMap<>();
    private final Set<String> passed = new LinkedHashSet<>();
    private final Set<String> statics = new HashSet<>();

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
            } else if (child.is("field_declaration")) {
                field(child);
            } else if (child.is("init_declarator")) {
                points(CFile.declared(child.child("declarator").orElse(child)), child.child("value"));
            } else if (child.is("initializer_pair")) {
                points(child.text().replaceFirst("(?s)^\\s*\\.?\\s*(\\w+).*", "$1"), child.child("value"));
            } else if (child.is("assignment_expression")) {
                points(
                        child.child("left").map(Node::text).orElse("").replaceFirst("(?s).*[.>\\s]", ""),
                        child.child("right"));
            }
            if (child.is("argument_list")) {
                child.named().stream()
                        .map(argument -> argument.text().replaceFirst("^&\\s*", ""))
                        .filter(argument -> argument.matches("[A-Za-z_]\\w*"))
                        .forEach(passed::add);
            }
            gather(child, isLocal || child.is("compound_statement"));
        }
    }

    private void declare(Node declaration) {
        Node type = declaration.child("type").orElse(null);
        for (Node child : declaration.named()) {
            Node declarator =
                    child.is("init_declarator") ? child.child("declarator").orElse(child) : child;
            boolean isVariable = "declarator".equals(child.field()) && !isFunction(declarator);
            if (isVariable) {
                CVariable variable = CVariable.of(type, declarator);
                globals.put(variable.name(), variable);
                if (declaration.children().stream()
                        .anyMatch(each -> each.is("storage_class_specifier")
                                && each.text().equals("static"))) {
                    statics.add(variable.name());
                }
            }
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
        Node type = declaration.child("type").orElse(null);
        for (Node child : declaration.named()) {
            if ("declarator".equals(child.field())) {
                CVariable field = CVariable.of(type, child);
                CVariable before = fields.put(field.name(), field);
                if (before != null && !before.equals(field)) {
                    ambiguous.add(field.name());
                }
            }
        }
    }

    private void points(String pointer, Optional<Node> value) {
        value.map(node -> node.text().replaceAll("[&()\\s]", ""))
                .filter(text -> text.matches("[A-Za-z_]\\w*"))
                .ifPresent(target -> pointees.computeIfAbsent(pointer, key -> new LinkedHashSet<>())
                        .add(target));
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

    Set<String> volatiles() {
        Set<String> result = new HashSet<>(globals.keySet());
        result.removeAll(stable);
        return result;
    }

    Set<String> pointees(String pointer) {
        return pointees.getOrDefault(pointer, Set.of());
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
