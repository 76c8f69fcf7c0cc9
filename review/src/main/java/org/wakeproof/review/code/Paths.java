// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.code;

import java.util.List;
import java.util.Optional;
import org.wakeproof.review.BoundCall;
import org.wakeproof.review.BoundValue;
import org.wakeproof.review.code.Expression.Path;
import org.wakeproof.review.code.Expression.Unknown;
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

    private static final String PENDING = "__softirq_pending";

    private final Lowering lowering;
    private final CodeBuilder builder;
    private final Inlined function;
    private final ExpressionLowering expressions;
    private final NodeTypes types;

    Paths(Lowering lowering, Inlined function, ExpressionLowering expressions, NodeTypes types) {
        this.lowering = lowering;
        this.builder = lowering.builder();
        this.function = function;
        this.expressions = expressions;
        this.types = types;
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

    private Path pending(List<Node> arguments) {
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

    /** Its value, which a binding may give. */
    Expression read(Node node) {
        Optional<Path> path = of(node);
        if (path.isEmpty()) {
            node.children().stream()
                    .filter(child -> "argument".equals(child.field()))
                    .forEach(expressions::effect);
            return new Unknown();
        }
        return typed(node, path.get(), read(node, path.get()));
    }

    /** What is read there, as the type that the expression has; by a pointer to bytes, or to what else is narrow, no more than that, wherever it leads. */
    Expression typed(Node node, Path path, Expression read) {
        if (!node.is("pointer_expression", "subscript_expression", "call_expression")) {
            return narrowed(path, read);
        }
        Optional<CVariable> type = types.of(node);
        if (type.isEmpty()) {
            boolean isUnknown = isByPointer(path)
                    && isLoaded(read)
                    && builder.declarations().typeOf(path) == null;
            return isUnknown ? builder.as(function.place(node), node.excerpt(), read) : narrowed(path, read);
        }
        Optional<CType> number = type.filter(CVariable::isPlain)
                .flatMap(each -> builder.declarations().integer(each.type()));
        if (number.isPresent()) {
            boolean isPart = isByPointer(path)
                    || !number.get().equals(builder.declarations().typeOf(read));
            return isPart && number.get().bits() < CType.INT.bits() ? seenAs(number.get(), read) : read;
        }
        return type.filter(CVariable::isPlain)
                .flatMap(builder.declarations()::unknownType)
                .filter(unknown -> isLoaded(read))
                .<Expression>map(unknown -> builder.as(function.place(node), unknown, read))
                .orElse(read);
    }

    /** Whether it may be a pending word: variables of the text are copies. */
    private static boolean isLoaded(Expression read) {
        return read instanceof Path path && path.root().startsWith("$");
    }

    /** Whether its last step is one from a pointer, and not to an element of an array. */
    private boolean isByPointer(Path path) {
        int last = path.steps().size() - 1;
        return last >= 0 && !isArray(new Path(path.root(), path.steps().subList(0, last)));
    }

    /** What is read by a pointer to that; of a truth value there is a byte in memory. */
    static Expression seenAs(CType type, Expression read) {
        Expression there = type.isTruth() ? new Expression.Convert(new CType(Byte.SIZE, false), read) : read;
        return new Expression.Convert(type, there);
    }

    private Expression narrowed(Path path, Expression read) {
        return builder.declarations()
                .elementType(path)
                .filter(type -> isByPointer(path) && type.bits() < CType.INT.bits())
                .map(type -> seenAs(type, read))
                .orElse(read);
    }

    Expression read(Node node, Path path) {
        if (isDeadline(path)) {
            Path result = builder.temporary();
            List<Expression> cpu =
                    path.steps().get(0) instanceof Step.Index index ? List.of(index.index()) : List.of(new Unknown());
            builder.emit(new Instruction.Perform(function.place(node), BoundCall.DEADLINE, "", cpu, result.root()));
            return result;
        }
        if (isIdleState(path)) {
            Path result = builder.temporary();
            builder.emit(
                    new Instruction.Perform(function.place(node), BoundCall.IDLE_STATE, "", List.of(), result.root()));
            return result;
        }
        if (isPointee(path) && lowering.bindings().isIdleWord(lastName(path))) {
            Path result = builder.temporary();
            builder.assume(
                    function.place(node), "*" + lastName(path) + " was set before the last look for something to do");
            builder.emit(new Instruction.Perform(
                    function.place(node), BoundCall.NOTHING_PENDING, "", List.of(), result.root()));
            return result;
        }
        if (builder.places().isTrusted(path)) {
            Expression look = read(node, builder.places().trusted(function.place(node), node.excerpt()));
            builder.look(look);
            return look;
        }
        boolean isNamed = lowering.bindings().isPending(lastName(path));
        if (isNamed || mayBePending(path)) {
            Path from = isNamed ? pending(List.of()) : path;
            Path result = builder.temporary(builder.declarations().typeOf(from));
            builder.emit(new Instruction.Load(function.place(node), from, result.root(), whose(node)));
            return result;
        }
        bound(path).ifPresent(value -> bind(function.place(node), path, value));
        return path;
    }

    /** In the words of the text: a word's argument is the CPU, anything else is of one. */
    private static String whose(Node node) {
        return node.child("arguments")
                .filter(arguments -> arguments.named().size() == 1)
                .map(arguments -> arguments.named().get(0).excerpt() + " is this CPU")
                .orElse(node.excerpt() + " is of this CPU");
    }

    private static boolean isPointee(Path path) {
        int last = path.steps().size() - 1;
        return last >= 0 && path.steps().get(last) instanceof Step.Deref;
    }

    /** Whether it says what this CPU does. */
    boolean isIdleState(Path path) {
        return isPointee(path) && lowering.bindings().isIdleState(lastName(path));
    }

    private boolean isDeadline(Path path) {
        return path.root().startsWith(PER_CPU)
                && lowering.bindings()
                        .value(path.root().substring(PER_CPU.length()))
                        .filter(BoundValue.DEADLINE::equals)
                        .isPresent();
    }

    /** Whether it is a field of this name. */
    static boolean isField(Path path, String name) {
        return !path.steps().isEmpty()
                && (path.steps().get(path.steps().size() - 1) instanceof Step.Field field
                                && field.name().equals(name)
                        || path.steps().get(path.steps().size() - 1) instanceof Step.Arrow arrow
                                && arrow.name().equals(name));
    }

    private static boolean mayBePending(Path path) {
        if (path.steps().isEmpty()) {
            return false;
        }
        Step last = path.steps().get(path.steps().size() - 1);
        return last instanceof Step.Deref
                || last instanceof Step.Index index && index.isByPointer()
                || last.toString().endsWith(PENDING);
    }

    /** What a binding says of a path: of itself, of the pointer before its last field by name or type, or of any pointer. */
    private Optional<BoundValue> bound(Path path) {
        int last = path.steps().size() - 1;
        Optional<BoundValue> exact = lowering.bindings().value(bare(path.toString()));
        if (exact.isPresent() || last < 0) {
            return exact;
        }
        String field = path.steps().get(last) instanceof Step.Arrow arrow
                ? arrow.name()
                : path.steps().get(last) instanceof Step.Field dot ? dot.name() : "";
        if (field.isEmpty()) {
            return Optional.empty();
        }
        Path base = new Path(path.root(), path.steps().subList(0, last));
        String tag =
                builder.declarations().declaration(base).map(CVariable::tag).orElse("");
        return lowering.bindings()
                .value("struct_" + tag + "->" + field)
                .or(() -> lowering.bindings()
                        .value((builder.isStatePointer(base) ? "cx" : lastName(base)) + "->" + field))
                .or(() -> lowering.bindings().value("*->" + field));
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

    private void bind(Place place, Path path, BoundValue value) {
        if (value == BoundValue.MWAIT_HINT) {
            Path type = siblingType(path);
            bound(type).ifPresent(of -> bind(place, type, of));
        }
        builder.emit(new Instruction.Bind(place, path, value, new Unknown()));
        if (value == BoundValue.CSTATE) {
            builder.assign(place, Path.of(Code.C_STATE), path);
        }
    }

    private static Path siblingType(Path path) {
        int last = path.steps().size() - 1;
        Path base = new Path(path.root(), path.steps().subList(0, last));
        return base.then(
                path.steps().get(last) instanceof Step.Arrow ? new Step.Arrow("type") : new Step.Field("type"));
    }

    /** Whether it points to a C-state. */
    boolean isStatePointer(Expression expression) {
        return expression instanceof Path path
                && builder.declarations().typeOf(path) == null
                && bound(path.then(new Step.Arrow("type")))
                        .filter(BoundValue.CSTATE::equals)
                        .isPresent();
    }

    /** What is set to a pointer to a C-state is one; where it is the chosen one, what was known of the old one is forgotten. */
    void assigned(Place place, Path path, Expression value) {
        if (isStatePointer(value)) {
            builder.pointsToState(path);
        }
        if (isStatePointer(path)) {
            builder.emit(new Instruction.Forget(place, Path.of(Code.C_STATE)));
        }
    }
}
