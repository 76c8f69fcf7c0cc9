// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Heads of functions, and what stands around them. */
public final class FunctionHeads {
    private static final Set<String> KEYWORDS =
            Set.of("if", "else", "while", "for", "do", "switch", "case", "default", "return", "goto", "sizeof");

    private FunctionHeads() {}

    /** What is no C in or before the head of a function, and the first thing behind it that is none outside of functions. */
    static List<Node> astray(List<Node> siblings, int at) {
        List<Node> astray = new ArrayList<>(siblings.get(at).children().stream()
                .filter(child -> !child.is("compound_statement"))
                .flatMap(FunctionHeads::broken)
                .toList());
        if (at > 0) {
            broken(siblings.get(at - 1))
                    .filter(each -> each == siblings.get(at - 1))
                    .forEach(astray::add);
        }
        siblings.stream()
                .skip(at + 1L)
                .takeWhile(each -> !isDefinition(each))
                .filter(each -> each.isBroken() || each.isStatement() || each.is("function_definition"))
                .findFirst()
                .ifPresent(astray::add);
        return astray;
    }

    /** Whether it defines a function, or a macro may; what stands behind a brace too many may only look as if it did. */
    private static boolean isDefinition(Node node) {
        boolean hasType = node.child("type").isPresent();
        return node.is("function_definition")
                && declarator(node)
                        .flatMap(declarator -> declarator.child("declarator"))
                        .filter(name -> !KEYWORDS.contains(name.text()))
                        .filter(name -> hasType || name.text().matches("[A-Z0-9_]+"))
                        .isPresent();
    }

    /** What is broken of a head, but for words: macros may stand for attributes. */
    private static Stream<Node> broken(Node node) {
        return node.isBroken()
                ? Stream.of(node).filter(each -> !each.text().matches("(?!\\s*\\d)[\\w\\s]+"))
                : node.children().stream().flatMap(FunctionHeads::broken);
    }

    /** A function that is defined within another one; empty if it only looks so: what has no type may be any macro with a block behind it. */
    public static Optional<CFunction> nested(Node definition) {
        Optional<Node> body = definition.child("body");
        return definition.containsError()
                        || body.isEmpty()
                        || definition.child("type").isEmpty()
                ? Optional.empty()
                : declarator(definition)
                        .filter(declarator -> !KEYWORDS.contains(
                                declarator.child("declarator").orElseThrow().text()))
                        .map(declarator -> new CFunction(
                                declarator.child("declarator").orElseThrow().text(),
                                type(definition),
                                parameters(definition, declarator),
                                body.get(),
                                declarator.line(),
                                List.of()));
    }

    /** The declarator of its head; empty if it has none. */
    static Optional<Node> declarator(Node node) {
        for (Node child : node.children()) {
            if (child.is("function_declarator")
                    && child.child("declarator")
                            .filter(name -> name.is("identifier"))
                            .isPresent()) {
                return Optional.of(child);
            }
            if (child.is("pointer_declarator", "parenthesized_declarator", "function_declarator", "ERROR")) {
                Optional<Node> inner = declarator(child);
                if (inner.isPresent()) {
                    return inner;
                }
            }
        }
        return Optional.empty();
    }

    /** What it returns, in words; empty of a pointer. */
    static String type(Node definition) {
        boolean isPointer = definition
                .child("declarator")
                .filter(each -> each.is("pointer_declarator"))
                .isPresent();
        return isPointer ? "" : definition.child("type").map(Node::text).orElse("");
    }

    /** Its parameters that have a name. */
    static List<CVariable> parameters(Node definition, Node declarator) {
        List<CVariable> parameters = new ArrayList<>();
        for (Node parameter : declarator.child("parameters").map(Node::named).orElse(List.of())) {
            if (parameter.is("identifier")) {
                parameters.add(declaredBehind(definition, parameter.text()));
            } else if (parameter.is("parameter_declaration")
                    && parameter.child("declarator").isPresent()) {
                parameters.add(CVariable.of(
                        parameter.child("type").orElse(null),
                        parameter.child("declarator").get()));
            }
        }
        return parameters;
    }

    /** As C had it before it had prototypes: declared between the head and the body, and an int where it is not. */
    private static CVariable declaredBehind(Node definition, String parameter) {
        return definition.children().stream()
                .filter(each -> each.is("declaration"))
                .flatMap(declaration -> declaration.named().stream()
                        .filter(each -> "declarator".equals(each.field()))
                        .map(each -> CVariable.of(declaration.child("type").orElse(null), each)))
                .filter(each -> each.name().equals(parameter))
                .findFirst()
                .orElseGet(() -> new CVariable(parameter, "int", true, CVariable.NO_ARRAY));
    }
}
