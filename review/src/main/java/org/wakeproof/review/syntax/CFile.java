// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.syntax;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** A C file: its functions, and the constants that it defines. */
public final class CFile {
    /** What stands for a range of cases, as a call with its two ends. */
    public static final String RANGE = "case_range__";

    /** What stands for the condition of a macro's loop, before the macro's name, as a call with its arguments. */
    public static final String LOOP = "loop_head__";

    private final String name;
    private final List<String> lines;
    private final Map<String, CFunction> functions = new LinkedHashMap<>();
    private final Map<String, Long> constants = new LinkedHashMap<>();
    private final Map<String, String> literals = new HashMap<>();
    private final Map<String, Enumerator> enumerators = new HashMap<>();
    /** What each macro stands for that is more than a number. */
    private final Map<String, Set<String>> macros = new HashMap<>();

    /** Macros that stand for a number, and for another one elsewhere. */
    private final Set<String> severalNumbers = new HashSet<>();

    private final Set<String> ambiguous = new HashSet<>();
    private final CVariables variables;
    private final TypeNames typeNames;
    private final PerCpuVariables perCpuVariables;
    /** The first place that is no C, in words; empty if all is. */
    private final String error;

    private final List<Stray> strays;

    private CFile(String name, String text, Words words, List<Stray> strays, Node root) {
        this.name = name;
        this.strays = strays;
        this.lines = List.of(text.split("\r?\n", -1));
        this.variables = CVariables.of(text, root);
        this.typeNames = new TypeNames(root);
        this.perCpuVariables = new PerCpuVariables(words.typed(text));
        gather(root);
        this.error = error(root);
    }

    private static String error(Node node) {
        if (node.isBroken()) {
            return "line " + node.line() + " is no C: " + node.excerpt();
        }
        return node.children().stream()
                .map(CFile::error)
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse("");
    }

    /** Where it stops being C, in words; empty if all of it is. */
    public String error() {
        return error;
    }

    /**
     * Parses a file; text that is not C gives fewer functions, or functions with errors in them.
     *
     * @param name as messages are to call it
     * @throws IllegalArgumentException if it is binary, or C++; the message says so in one line
     */
    public static CFile parse(String name, String text, Words words) {
        String prepared = CText.prepared(name, text, words);
        List<Stray> strays = new ArrayList<>(Stray.directives(Tokens.withoutComments(text)));
        strays.addAll(Stray.braces(prepared));
        return new CFile(name, text, words, strays, CParser.parse(prepared));
    }

    /** An expression that stands in the name of a type, which typeof has put there; empty if it is none. */
    public static Optional<Node> expression(String text) {
        Node root = CParser.parse("void of(void) { (" + CText.expression(text) + "); }");
        return root.containsError() || root.children().size() != 1
                ? Optional.empty()
                : root.children().get(0).child("body").stream()
                        .flatMap(body -> body.named().stream())
                        .flatMap(statement -> statement.named().stream())
                        .findFirst();
    }

    private void gather(Node node) {
        for (int at = 0; at < node.children().size(); at++) {
            Node child = node.children().get(at);
            switch (child.type()) {
                case "function_definition" -> define(child, FunctionHeads.astray(node.children(), at));
                case "preproc_def" -> defineMacro(child);
                case "preproc_function_def" -> addMacro(child);
                case "enumerator_list" -> enumerate(child);
                case "compound_statement" -> {
                    // Nothing is defined in there.
                }
                default -> gather(child);
            }
        }
    }

    /** What a function defines beside itself; one that means something else elsewhere has two values. */
    private void enumerators(Node node) {
        if (node.is("enumerator_list")) {
            enumerate(node);
        }
        node.children().forEach(this::enumerators);
    }

    private void define(Node definition, List<Node> astray) {
        Optional<Node> declarator = FunctionHeads.declarator(definition);
        Optional<Node> body = definition.child("body");
        if (declarator.isEmpty() || body.isEmpty()) {
            gather(definition);
            return;
        }
        Node called = declarator.get().child("declarator").orElseThrow();
        CFunction function = new CFunction(
                called.text(),
                FunctionHeads.type(definition),
                FunctionHeads.parameters(definition, declarator.get()),
                body.get(),
                called.line(),
                astray);
        strays.stream()
                .filter(stray -> stray.concerns(function.line(), function.lastLine()))
                .forEach(stray -> astray.add(stray.node()));
        CFunction before = functions.put(called.text(), function);
        enumerators(body.get());
        boolean isAnother = before != null
                && !(before.body().text().equals(body.get().text())
                        && before.type().equals(function.type())
                        && before.parameters().equals(function.parameters()));
        if (isAnother) {
            ambiguous.add(called.text());
        }
    }

    /** The name that a declarator declares; empty if there is none. */
    public static String declared(Node declarator) {
        if (declarator.is("identifier", "field_identifier", "type_identifier")) {
            return declarator.text();
        }
        for (Node child : declarator.named()) {
            if (child.is("identifier", "field_identifier", "type_identifier")
                    || child.type().endsWith("declarator")) {
                String inner = declared(child);
                if (!inner.isEmpty()) {
                    return inner;
                }
            }
        }
        return "";
    }

    private void defineMacro(Node macro) {
        String value = macro.child("value").map(Node::text).orElse("");
        String literal = value.replaceAll("[()\\s]|/\\*.*", "");
        OptionalLong number = Literals.number(literal);
        if (number.isPresent()) {
            addNumber(macroName(macro), literal);
            defineConstant(macroName(macro), number.getAsLong());
        } else {
            addMacro(macro);
        }
    }

    private void addNumber(String macro, String literal) {
        String before = literals.put(macro, literal);
        if (before != null && !before.equals(literal)) {
            severalNumbers.add(macro);
        }
    }

    private void addMacro(Node macro) {
        String definition = macro.text().replaceAll("\\s+", " ").strip();
        macros.computeIfAbsent(macroName(macro), key -> new HashSet<>()).add(definition);
    }

    private static String macroName(Node macro) {
        return macro.child("name").map(Node::text).orElse("");
    }

    /** One with two values depends on what nobody has said. */
    private void defineConstant(String constant, long number) {
        Long before = constants.put(constant, number);
        if (before != null && before != number) {
            ambiguous.add(constant);
        }
    }

    private void enumerate(Node list) {
        long next = 0;
        Optional<Node> from = Optional.empty();
        for (Node enumerator : list.named()) {
            Optional<Node> value = enumerator.child("value");
            if (value.isPresent()) {
                OptionalLong number = Literals.number(value.get().text());
                from = number.isPresent() ? Optional.empty() : value;
                next = number.orElse(0);
            }
            String constant = enumerator.child("name").map(Node::text).orElse("");
            if (from.isPresent()) {
                defineEnumerator(constant, new Enumerator(from.get(), next++));
            } else if (enumerator.is("enumerator")) {
                defineConstant(constant, next++);
            }
        }
    }

    private void defineEnumerator(String constant, Enumerator enumerator) {
        Enumerator before = enumerators.put(constant, enumerator);
        if (before != null && !before.equals(enumerator)) {
            ambiguous.add(constant);
        }
    }

    /** As messages call it. */
    public String name() {
        return name;
    }

    /** All its lines. */
    public List<String> lines() {
        return lines;
    }

    /** A line of the file, from 1. */
    public String line(int number) {
        return number >= 1 && number <= lines.size() ? lines.get(number - 1) : "";
    }

    /** All functions, in order. */
    public Map<String, CFunction> functions() {
        return functions;
    }

    /** The value of a macro or an enumerator that the file gives as a number, and as one only. */
    public Optional<Long> constant(String constant) {
        return ambiguous.contains(constant) || macros.containsKey(constant)
                ? Optional.empty()
                : Optional.ofNullable(constants.get(constant));
    }

    /** The enumerator of this name, if its value, or that of one before it, is worked out, and it has one only. */
    public Optional<Enumerator> enumerator(String name) {
        return ambiguous.contains(name) || macros.containsKey(name) || constants.containsKey(name)
                ? Optional.empty()
                : Optional.ofNullable(enumerators.get(name));
    }

    /** The number that a macro stands for as the file writes it, which says of what type it is; empty for what is no such macro. */
    public Optional<String> literal(String macro) {
        return Optional.ofNullable(literals.get(macro));
    }

    /** Whether the file defines a macro of this name that stands for more than a number. */
    public boolean isMacro(String macro) {
        return macros.containsKey(macro);
    }

    /** Whether it defines a macro of this name in several ways. */
    public boolean isAmbiguousMacro(String macro) {
        int texts = macros.getOrDefault(macro, Set.of()).size();
        return texts > 1 || severalNumbers.contains(macro) || texts == 1 && literals.containsKey(macro);
    }

    /** Whether the file defines a function of this name in more than one way; the last one counts. */
    public boolean isAmbiguous(String function) {
        return ambiguous.contains(function);
    }

    /** A type as it is written, with what the file's {@code typedef}s stand for in place of their names. */
    public String resolved(String type) {
        return typeNames.resolved(type);
    }

    /** A declaration with what a {@code typedef} of a pointer or an array stands for in place of its name. */
    public CVariable typed(CVariable variable) {
        return typeNames.typed(variable);
    }

    /** What a function returns, as the file defines or declares it, or points to it. */
    public Optional<CVariable> returned(String function) {
        return typeNames.returned(function);
    }

    /** How a variable outside of functions is declared. */
    public Optional<CVariable> global(String variable) {
        return variables.global(variable);
    }

    /** How a variable is declared of which each CPU has its own. */
    public Optional<CVariable> perCpu(String variable) {
        return perCpuVariables.variable(variable);
    }

    /** How all structures of the file that have a field of this name declare it; empty if they do not agree. */
    public Optional<CVariable> field(String field) {
        return variables.field(field);
    }

    /** How the structure that a variable is, or leads to, declares a field; where it is not known, as all that have one of this name do. */
    public Optional<CVariable> field(CVariable of, String field) {
        return variables
                .member(of.tag(), field)
                .or(() -> variables.member(structure(of).tag(), field))
                .or(() -> field(field));
    }

    private CVariable structure(CVariable of) {
        return new CVariable("", resolved(of.type()), true, CVariable.NO_ARRAY);
    }

    /** The fields of the structure that a variable is, in order; empty if nobody knows them all. */
    public List<String> fields(CVariable of) {
        List<String> fields = variables.fields(of.tag());
        return fields.isEmpty() ? variables.fields(structure(of).tag()) : fields;
    }

    /** The unions, each with how it declares its fields; without those of which a field may be another structure's, too. */
    public List<Map<String, CVariable>> unions() {
        return variables.unions();
    }

    /** The fields that lie in the same place as others. */
    public Set<String> unionFields() {
        return variables.unionFields();
    }

    /** Variables outside of functions that never change, with what they are initialized to. */
    public Map<String, Node> constantVariables() {
        return variables.constants();
    }

    /** Variables that others may change at any moment: nothing says that they stay as they are once Xen runs. */
    public Set<String> volatiles() {
        return variables.volatiles();
    }

    /** The names that are stored to a variable or a field of this name; an empty one is of something that has none. */
    public Set<String> pointees(String pointer) {
        return variables.pointees(pointer);
    }

    /** The variables and fields of which it may be a copy, and itself; empty if the file stores nothing to it. */
    public Set<String> sources(String pointer) {
        return variables.sources(pointer);
    }

    /** Whether something else may be stored to what has this name, by its address, or by whom it is passed to. */
    public boolean isGivenAway(String pointer) {
        return variables.isGivenAway(pointer);
    }

    /** The names that the file uses, other than where they are declared or called. */
    public Set<String> addressed() {
        return variables.addressed();
    }

    /** The names that are passed to functions. */
    public Set<String> passed() {
        return variables.passed();
    }

    /** Whether a declaration says of what has this name that it is set once, or hardly ever. */
    public boolean isStable(String variable) {
        return variables.isStable(variable);
    }

    /** Whether nobody but the file itself can set a variable outside of functions. */
    public boolean isStatic(String variable) {
        return variables.isStatic(variable);
    }
}
