// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.code;

import java.util.List;
import java.util.Optional;
import org.wakeproof.review.BoundCall;
import org.wakeproof.review.code.Expression.Path;
import org.wakeproof.review.syntax.CVariable;
import org.wakeproof.review.syntax.Literals;
import org.wakeproof.review.syntax.Node;

/** What can be assigned to: variables, and paths to memory. */
final class Paths {
    /** What the names of variables begin with of which each CPU has its own. */
    static final String PER_CPU = "percpu$";

    static final Step FIRST = new Step.Index(Expression.number(0));

    /** What may have a pointer for its value, and is no name of a place. */
    private static final String[] WORKED_OUT = {
        "binary_expression",
        "update_expression",
        "assignment_expression",
        "comma_expression",
        "compound_statement",
        "call_expression",
        "conditional_expression"
    };

    static final String PENDING = "__softirq_pending";

    private final Lowering lowering;
    private final CodeBuilder builder;
    private final Inlined function;
    private final ExpressionLowering expressions;
    private final NodeTypes types;
    private final Reads reads;

    Paths(Lowering lowering, Inlined function, ExpressionLowering expressions, NodeTypes types) {
        this.lowering = lowering;
        this.builder = lowering.builder();
        this.function = function;
        this.expressions = expressions;
        this.types = types;
        this.reads = new Reads(lowering, function, expressions, types, this);
    }

    /** What is read from them. */
    Reads reads() {
        return reads;
    }

    /** The path that an expression is; empty if it is none. */
    Optional<Path> of(Node node) {
        return switch (node.type()) {
            case "identifier" -> variable(node.text());
            case "field_expression" -> field(node);
            case "subscript_expression" -> subscript(node);
            case "pointer_expression" ->
                node.text().startsWith("*") ? node.child("argument").flatMap(this::pointee) : Optional.empty();
            case "parenthesized_expression" ->
                node.named().size() == 1 ? of(node.named().get(0)) : Optional.empty();
            case "cast_expression" ->
                isPointer(node) ? pointer(node) : node.child("value").flatMap(this::of);
            case "call_expression" -> macro(node);
            case "compound_literal_expression" -> expressions.literals().compound(node);
            case "string_literal" -> expressions.literals().string(node);
            default -> Optional.empty();
        };
    }

    /** The type that a variable of this name is declared with, in the words of its declaration. */
    Optional<String> typeOf(String name) {
        return variable(name).flatMap(builder.declarations()::variable).map(CVariable::type);
    }

    private Optional<Path> variable(String name) {
        Optional<String> local = function.local(name);
        return local.isEmpty() && lowering.file().functions().containsKey(name)
                ? Optional.empty()
                : Optional.of(Path.of(local.orElse(name)));
    }

    /** What a pointer leads to. */
    Optional<Path> pointee(Node pointer) {
        if (pointer.is("parenthesized_expression") && pointer.named().size() == 1) {
            return pointee(pointer.named().get(0));
        }
        if (pointer.is("cast_expression")) {
            return isPointer(pointer)
                    ? behind(expressions.value(pointer))
                    : pointer.child("value").flatMap(this::pointee);
        }
        if (pointer.is("pointer_expression") && pointer.text().startsWith("&")) {
            return pointer.child("argument").flatMap(this::of);
        }
        if (pointer.is(WORKED_OUT) && !isMacro(pointer)) {
            return behind(expressions.value(pointer));
        }
        return of(pointer).map(path -> path.then(isArray(path) ? FIRST : new Step.Deref()));
    }

    /** Whether a cast makes a pointer to numbers. */
    private boolean isPointer(Node cast) {
        return types.of(cast)
                .filter(type -> type.levels() == 1)
                .flatMap(type -> builder.declarations().integer(type.type()))
                .isPresent();
    }

    private boolean isMacro(Node call) {
        return call.is("call_expression")
                && call.child("function")
                        .flatMap(
                                callee -> lowering.bindings().call(callee.text().strip()))
                        .filter(bound -> bound != BoundCall.CONTAINER)
                        .isPresent();
    }

    /** What a pointer leads to that is worked out. */
    private Optional<Path> behind(Expression pointer) {
        return builder.isLook(pointer)
                ? Optional.of(ownPending())
                : pointer instanceof Expression.Address address
                        ? Optional.of(address.path())
                        : pointer instanceof Path path ? Optional.of(path.then(new Step.Deref())) : Optional.empty();
    }

    /** Whether it is an array itself, and no element of one. */
    boolean isArray(Path path) {
        return builder.declarations().rest(path).filter(CVariable::isArray).isPresent();
    }

    /** The value of an array is the address of its first element. */
    Expression pointer(Expression value) {
        if (value instanceof Path array && isArray(array)) {
            Path first = array.then(FIRST);
            return new Expression.Address(first, builder.declarations().layout(first));
        }
        return value;
    }

    /** Whether it is something to which a number of elements can be added: a pointer or an array. */
    boolean isPointer(Path path) {
        return isOfStat(path)
                || builder.declarations()
                        .rest(path)
                        .filter(variable -> !variable.isPlain())
                        .isPresent();
    }

    static boolean isOfStat(Path path) {
        return path.equals(Path.of(Code.IRQ_STAT));
    }

    /** One so many elements further than this one. */
    Path element(Path array, Expression index) {
        boolean isByPointer = array.root().startsWith("$") || isPointer(array) && !isArray(array) && !isOfStat(array);
        return array.then(new Step.Index(index, isByPointer));
    }

    private Optional<Path> field(Node node) {
        String field = node.child("field").map(Node::text).orElse("?");
        Optional<Node> argument = node.child("argument");
        if (node.text().matches("get_cpu_info\\(\\s*\\)\\s*->\\s*processor_id")) {
            return Optional.of(Path.of(Code.THIS_CPU));
        }
        if (node.child("operator").map(Node::text).orElse(".").equals("->")) {
            return argument.flatMap(this::pointee).map(path -> arrow(path, field));
        }
        return argument.flatMap(this::whole).map(path -> path.then(new Step.Field(field)));
    }

    /** A structure, also one that a function gives back. */
    private Optional<Path> whole(Node node) {
        return node.is("call_expression") && !isMacro(node)
                ? Optional.of(expressions.value(node))
                        .filter(Path.class::isInstance)
                        .map(Path.class::cast)
                : of(node);
    }

    private static Path arrow(Path pointee, String field) {
        int last = pointee.steps().size() - 1;
        return last >= 0 && pointee.steps().get(last) instanceof Step.Deref
                ? new Path(pointee.root(), pointee.steps().subList(0, last)).then(new Step.Arrow(field))
                : pointee.then(new Step.Field(field));
    }

    /** One of array and index is which: {@code 1[array]} is the same as {@code array[1]}. */
    private Optional<Path> subscript(Node node) {
        Optional<Node> argument = node.child("argument");
        Optional<Node> index = node.child("index");
        if (argument.isEmpty() || index.isEmpty()) {
            return Optional.empty();
        }
        return isIndex(argument.get(), index.get())
                ? element(index.get(), argument.get())
                : element(argument.get(), index.get());
    }

    private Optional<Path> element(Node array, Node index) {
        if (array.is("parenthesized_expression") && array.named().size() == 1) {
            return element(array.named().get(0), index);
        }
        Optional<Path> base = array.is(WORKED_OUT) && !isMacro(array) ? pointer(array) : of(array);
        return base.isPresent()
                ? base.map(path -> element(path, expressions.value(index)))
                : Literals.number(index.text()).stream().anyMatch(number -> number == 0)
                        ? pointee(array)
                        : Optional.empty();
    }

    /** One that is worked out, as a variable. */
    private Optional<Path> pointer(Node node) {
        Expression value = expressions.value(node);
        if (value instanceof Path path) {
            return Optional.of(path);
        }
        return value instanceof Expression.Address
                ? Optional.of(builder.pointer(function.place(node), 0, value))
                : Optional.empty();
    }

    /** Whether it is a number, or may be one while what is in brackets is none. */
    private boolean isIndex(Node argument, Node brackets) {
        Node bare = argument;
        while (bare.is("parenthesized_expression") && bare.named().size() == 1) {
            bare = bare.named().get(0);
        }
        return bare.is("number_literal", "char_literal")
                || bare.is("identifier") && brackets.is("identifier") && isNumber(bare) && !isNumber(brackets);
    }

    private boolean isNumber(Node name) {
        return variable(name.text()).map(builder.declarations()::typeOf).isPresent();
    }

    /** Macros that stand for something that can be assigned to. */
    private Optional<Path> macro(Node call) {
        Optional<BoundCall> bound = call.child("function")
                .flatMap(callee -> lowering.bindings().call(callee.text().strip()));
        List<Node> arguments = call.child("arguments").map(Node::named).orElse(List.of());
        if (bound.isEmpty()
                || function.local(call.child("function").get().text()).isPresent()) {
            return Optional.empty();
        }
        return switch (bound.get()) {
            case SOFTIRQ_PENDING -> Optional.of(pending(arguments));
            case MWAIT_WAKEUP -> Optional.of(irqStat(arguments, Code.MWAIT_WAKEUP));
            case VALUE_OF_ARGUMENT -> arguments.isEmpty() ? Optional.empty() : of(arguments.get(0));
            case POINTEE_OF_ARGUMENT -> arguments.isEmpty() ? Optional.empty() : pointee(arguments.get(0));
            case THIS_CPU_VARIABLE ->
                arguments.isEmpty() ? Optional.empty() : ofCpu(arguments.get(0), Path.of(Code.THIS_CPU));
            case CPU_VARIABLE ->
                arguments.size() < 2 ? Optional.empty() : ofCpu(arguments.get(0), expressions.value(arguments.get(1)));
            default -> Optional.empty();
        };
    }

    Path pending(List<Node> arguments) {
        return irqStat(arguments, PENDING);
    }

    /** What is pending on the executing CPU. */
    static Path ownPending() {
        return Path.of(Code.IRQ_STAT)
                .then(new Step.Index(Path.of(Code.THIS_CPU)))
                .then(new Step.Field(PENDING));
    }

    private Path irqStat(List<Node> arguments, String field) {
        Expression cpu = arguments.isEmpty() ? Path.of(Code.THIS_CPU) : expressions.value(arguments.get(0));
        return Path.of(Code.IRQ_STAT).then(new Step.Index(cpu)).then(new Step.Field(field));
    }

    private Optional<Path> ofCpu(Node variable, Expression cpu) {
        if (variable.text().equals(Code.IRQ_STAT)) {
            return Optional.of(Path.of(Code.IRQ_STAT).then(new Step.Index(cpu)));
        }
        return variable.is("identifier")
                ? Optional.of(Path.of(PER_CPU + variable.text()).then(new Step.Index(cpu)))
                : of(variable);
    }

    /** Whether it is a field of this name. */
    static boolean isField(Path path, String name) {
        return !path.steps().isEmpty()
                && (path.steps().get(path.steps().size() - 1) instanceof Step.Field field
                                && field.name().equals(name)
                        || path.steps().get(path.steps().size() - 1) instanceof Step.Arrow arrow
                                && arrow.name().equals(name));
    }

    static String lastName(Path path) {
        String name = bare(path.root());
        for (Step step : path.steps()) {
            name = step instanceof Step.Field field
                    ? field.name()
                    : step instanceof Step.Arrow arrow ? arrow.name() : name;
        }
        return name;
    }

    /** Without the function that a variable belongs to. */
    static String bare(String name) {
        return name.replaceAll("\\w+'\\d+'", "").replace("'", "");
    }
}
