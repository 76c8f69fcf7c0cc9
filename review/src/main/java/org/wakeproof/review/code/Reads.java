// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.code;

import java.util.List;
import java.util.Optional;
import org.wakeproof.review.BoundCall;
import org.wakeproof.review.BoundValue;
import org.wakeproof.review.code.Expression.Path;
import org.wakeproof.review.code.Expression.Unknown;
import org.wakeproof.review.syntax.CVariable;
import org.wakeproof.review.syntax.Node;

/** Makes instructions of what is read: as the type that it has there, as an operation where the machine has it, and bound where the table says so. */
final class Reads {
    private final Lowering lowering;
    private final CodeBuilder builder;
    private final Inlined function;
    private final ExpressionLowering expressions;
    private final NodeTypes types;
    private final Paths paths;

    Reads(Lowering lowering, Inlined function, ExpressionLowering expressions, NodeTypes types, Paths paths) {
        this.lowering = lowering;
        this.builder = lowering.builder();
        this.function = function;
        this.expressions = expressions;
        this.types = types;
        this.paths = paths;
    }

    /** Its value, which a binding may give. */
    Expression read(Node node) {
        Optional<Path> path = paths.of(node);
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
        return last >= 0 && !paths.isArray(new Path(path.root(), path.steps().subList(0, last)));
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

    /** The value of a place. */
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
        if (isPointee(path) && lowering.bindings().isIdleWord(Paths.lastName(path))) {
            Path result = builder.temporary();
            builder.assume(
                    function.place(node),
                    "*" + Paths.lastName(path) + " was set before the last look for something to do");
            builder.emit(new Instruction.Perform(
                    function.place(node), BoundCall.NOTHING_PENDING, "", List.of(), result.root()));
            return result;
        }
        if (builder.places().isTrusted(path)) {
            Expression look = read(node, builder.places().trusted(function.place(node), node.excerpt()));
            builder.look(look);
            return look;
        }
        boolean isNamed = lowering.bindings().isPending(Paths.lastName(path));
        if (isNamed || mayBePending(path)) {
            Path from = isNamed ? paths.pending(List.of()) : path;
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
        return isPointee(path) && lowering.bindings().isIdleState(Paths.lastName(path));
    }

    private boolean isDeadline(Path path) {
        return path.root().startsWith(Paths.PER_CPU)
                && lowering.bindings()
                        .value(path.root().substring(Paths.PER_CPU.length()))
                        .filter(BoundValue.DEADLINE::equals)
                        .isPresent();
    }

    private static boolean mayBePending(Path path) {
        if (path.steps().isEmpty()) {
            return false;
        }
        Step last = path.steps().get(path.steps().size() - 1);
        return last instanceof Step.Deref
                || last instanceof Step.Index index && index.isByPointer()
                || last.toString().endsWith(Paths.PENDING);
    }

    /** What a binding says of a path: of itself, of the pointer before its last field by name or type, or of any pointer. */
    private Optional<BoundValue> bound(Path path) {
        int last = path.steps().size() - 1;
        Optional<BoundValue> exact = lowering.bindings().value(Paths.bare(path.toString()));
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
                        .value((builder.isStatePointer(base) ? "cx" : Paths.lastName(base)) + "->" + field))
                .or(() -> lowering.bindings().value("*->" + field));
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
}
