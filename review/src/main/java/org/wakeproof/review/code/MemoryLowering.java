// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.code;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.wakeproof.review.BoundCall;
import org.wakeproof.review.code.Expression.Path;
import org.wakeproof.review.code.Expression.Unknown;
import org.wakeproof.review.syntax.CVariable;
import org.wakeproof.review.syntax.Node;

/** Makes instructions of calls that copy and clear memory; where it is not clear what that changes, nobody knows what is there. */
final class MemoryLowering {
    /** What stands for a place, and not for a call. */
    private static final Set<BoundCall> NAMES = Set.of(
            BoundCall.SOFTIRQ_PENDING,
            BoundCall.MWAIT_WAKEUP,
            BoundCall.THIS_CPU,
            BoundCall.THIS_CPU_VARIABLE,
            BoundCall.CPU_VARIABLE);

    private final Lowering lowering;
    private final CodeBuilder builder;
    private final Inlined function;
    private final ExpressionLowering expressions;
    private final Paths paths;

    MemoryLowering(Lowering lowering, Inlined function, ExpressionLowering expressions, Paths paths) {
        this.lowering = lowering;
        this.builder = lowering.builder();
        this.function = function;
        this.expressions = expressions;
        this.paths = paths;
    }

    /** The value of memcpy. */
    Expression copy(Node node, List<Node> arguments) {
        return arguments.size() < 3 ? new Unknown() : changed(node, arguments, arguments.get(1));
    }

    /** The value of memset. */
    Expression clear(Node node, List<Node> arguments) {
        return arguments.size() < 3 ? new Unknown() : changed(node, arguments, null);
    }

    /** The value of memcmp; which of two that differ comes first nobody says. */
    Expression compare(Node node, List<Node> arguments) {
        Optional<Path> left = arguments.size() < 3 ? Optional.empty() : paths.pointee(arguments.get(0));
        Optional<Path> right = arguments.size() < 3 ? Optional.empty() : paths.pointee(arguments.get(1));
        boolean isPlain = arguments.stream().noneMatch(this::hasEffect);
        if (!isPlain || left.isEmpty() || right.isEmpty() || !isNumber(left.get(), right.get(), arguments.get(2))) {
            arguments.forEach(expressions::effect);
            return new Unknown();
        }
        Expression one = paths.reads().read(node, left.get());
        Expression isSame = expressions.binary("==", one, paths.reads().read(node, right.get()));
        Path result = builder.temporary(CType.INT);
        Label same = new Label();
        Label other = new Label();
        Label end = new Label();
        Place place = function.place(node);
        builder.emit(new Instruction.Branch(place, isSame, node.excerpt() + " is 0", same, other));
        builder.place(same);
        builder.assign(place, result, Expression.number(0));
        builder.jump(place, end);
        builder.place(other);
        builder.assign(place, result, new Expression.Constant(Value.NOT_ZERO, null));
        builder.place(end);
        return result;
    }

    /** Whether both are numbers of one type, and so many bytes are all of each. */
    private boolean isNumber(Path left, Path right, Node size) {
        CType type = builder.declarations().typeOf(left);
        return type != null && type.equals(builder.declarations().typeOf(right)) && isWhole(left, size);
    }

    /** A bit of the number that the second argument points to is set, or cleared. */
    Expression changedBit(Node node, List<Node> arguments, boolean isSet) {
        boolean isPlain = arguments.size() == 2 && arguments.stream().noneMatch(this::hasEffect);
        Optional<Path> word = isPlain ? paths.pointee(arguments.get(1)) : Optional.empty();
        CType type = word.map(builder.declarations()::typeOf).orElse(null);
        if (type == null || !hasBit(word.get(), type, arguments.get(0))) {
            Expression pointer = arguments.size() < 2 ? new Unknown() : expressions.value(arguments.get(1));
            arguments.stream().limit(1).forEach(expressions::effect);
            forget(node, pointer, word, List.of());
            return new Unknown();
        }
        Expression one = new Expression.Constant(Value.of(1L), CType.UNSIGNED_LONG);
        Expression bit = expressions.binary("<<", one, expressions.value(arguments.get(0)));
        Expression mask = isSet ? bit : new Expression.Unary("~", bit, CType.UNSIGNED_LONG);
        expressions
                .stores()
                .store(
                        node,
                        word.get(),
                        expressions.binary(isSet ? "|" : "&", paths.reads().read(node, word.get()), mask));
        return new Unknown();
    }

    /** Whether it is no bit of another word behind that one. */
    private boolean hasBit(Path word, CType type, Node bit) {
        int last = word.steps().size() - 1;
        boolean isAlone = last < 0 || word.steps().get(last) instanceof Step.Field;
        return isAlone
                || expressions.value(bit) instanceof Expression.Constant constant
                        && constant.value().isNumber()
                        && constant.value().number() >= 0
                        && constant.value().number() < type.bits();
    }

    /** Where the first argument points; a null source is for bytes of the second one's value. */
    private Expression changed(Node node, List<Node> arguments, Node source) {
        Expression pointer = expressions.value(arguments.get(0));
        boolean isPlain = arguments.stream().noneMatch(this::hasEffect);
        if (!isPlain) {
            arguments.stream().skip(1).forEach(expressions::effect);
        }
        boolean isArray = isPlain
                && (source == null
                        ? clearsArray(node, arguments)
                        : copiesArray(node, arguments.get(0), source, arguments.get(2)));
        if (isArray) {
            return pointer;
        }
        Optional<Path> target = isPlain ? paths.pointee(arguments.get(0)) : Optional.empty();
        Optional<Path> from = source == null || !isPlain ? Optional.empty() : paths.pointee(source);
        if (target.isEmpty()
                || !isWhole(target.get(), arguments.get(2))
                || source != null && !isAsWide(from, target.get())) {
            forget(node, pointer, target, source == null || !isPlain ? List.of() : List.of(bytes(source)));
        } else if (source != null) {
            expressions.stores().store(node, target.get(), paths.reads().read(source, from.get()));
        } else {
            cleared(node, target.get(), arguments.get(1));
        }
        return pointer;
    }

    /** Whether what is copied to a number comes from one, and not from several. */
    private boolean isAsWide(Optional<Path> from, Path target) {
        CType type = builder.declarations().typeOf(target);
        CType source = from.map(builder.declarations()::typeOf).orElse(null);
        return from.isPresent() && (type == null || source != null && source.bits() >= type.bits());
    }

    /** What only names a place by its CPU does nothing, though it looks like a call. */
    private boolean hasEffect(Node node) {
        boolean isOfCpu = node.is("call_expression")
                && node.child("function")
                        .flatMap(callee -> lowering.bindings().call(callee.text()))
                        .filter(NAMES::contains)
                        .isPresent();
        return node.is("assignment_expression", "update_expression", "compound_statement")
                || node.is("call_expression") && !isOfCpu
                || node.children().stream().anyMatch(this::hasEffect);
    }

    /** Whether it was a whole array that is copied to another one of its size. */
    private boolean copiesArray(Node node, Node to, Node from, Node size) {
        Optional<Path> target = array(to);
        Optional<Path> source = array(from);
        boolean isWhole = target.isPresent()
                && source.filter(each -> isLike(target.get(), each)).isPresent()
                && sized(size)
                        .flatMap(this::array)
                        .filter(each -> isLike(target.get(), each))
                        .isPresent();
        if (isWhole) {
            int count = builder.declarations()
                    .declaration(target.get())
                    .orElseThrow()
                    .elements();
            IntStream.range(0, count)
                    .mapToObj(at -> new Step.Index(Expression.number(at)))
                    .forEach(at -> builder.assign(
                            function.place(node),
                            target.get().then(at),
                            source.get().then(at)));
        }
        return isWhole;
    }

    /** Whether it was a whole array of numbers that is set to 0. */
    private boolean clearsArray(Node node, List<Node> arguments) {
        Optional<Path> target = array(arguments.get(0));
        Optional<CVariable> array =
                target.flatMap(builder.declarations()::declaration).filter(each -> each.levels() == 1);
        long bytes = array.flatMap(each -> builder.declarations().integer(each.type()))
                .map(CType::bytes)
                .orElse(0L);
        boolean isZero = expressions.value(arguments.get(1)) instanceof Expression.Constant value
                && value.value().isZero();
        Value size = Evaluation.of(expressions.value(arguments.get(2)), Map.of());
        boolean isWhole = isZero
                && bytes > 0
                && array.get().elements() > 0
                && size.equals(Value.of(bytes * array.get().elements()));
        if (isWhole) {
            IntStream.range(0, array.get().elements())
                    .mapToObj(at -> new Step.Index(Expression.number(at)))
                    .forEach(at ->
                            builder.assign(function.place(node), target.get().then(at), Expression.number(0)));
        }
        return isWhole;
    }

    private Optional<Path> array(Node node) {
        return node.is("identifier") ? paths.of(node).filter(paths::isArray) : Optional.empty();
    }

    private boolean isLike(Path array, Path other) {
        Optional<CVariable> one = builder.declarations().declaration(array);
        Optional<CVariable> two = builder.declarations().declaration(other);
        return one.isPresent()
                && two.isPresent()
                && one.get().elements() > 0
                && one.get().elements() == two.get().elements()
                && one.get().type().equals(two.get().type());
    }

    /** What sizeof is asked about. */
    private static Optional<Node> sized(Node size) {
        Optional<Node> of = size.is("sizeof_expression") ? size.child("value") : Optional.empty();
        return of.map(
                each -> each.is("parenthesized_expression") && each.named().size() == 1
                        ? each.named().get(0)
                        : each);
    }

    private Expression bytes(Node source) {
        return paths.pointer(expressions.value(source));
    }

    private void forget(Node node, Expression pointer, Optional<Path> target, List<Expression> from) {
        builder.emit(new Instruction.ForgetPointee(function.place(node), paths.pointer(pointer), from));
        target.ifPresent(path -> builder.assign(function.place(node), path, new Unknown("", from)));
    }

    private void cleared(Node node, Path target, Node value) {
        boolean isZero = expressions.value(value) instanceof Expression.Constant constant
                && constant.value().isZero();
        boolean isNumber = builder.declarations().typeOf(target) != null;
        expressions.stores().store(node, target, isZero && isNumber ? Expression.number(0) : new Unknown());
        if (isZero && !isNumber) {
            builder.declarations().declaration(target).ifPresent(variable -> zeros(node, target, variable));
        }
    }

    private void zeros(Node node, Path target, CVariable variable) {
        for (Initializers.Part part : Initializers.zeros(variable, lowering.file(), lowering.bindings())) {
            Path whole = part.in(target);
            CVariable declared = Initializers.declaration(variable, part, lowering.file());
            if (Initializers.zeros(declared, lowering.file(), lowering.bindings())
                    .isEmpty()) {
                builder.assign(function.place(node), whole, Expression.number(0));
            } else {
                zeros(node, whole, declared);
            }
        }
    }

    /** Whether it is sizeof of that type: not of a pointer to it, nor of a part of it. */
    private boolean isSizeOf(Node size, String type) {
        Optional<Node> of =
                size.is("sizeof_expression") ? size.child("value").or(() -> size.child("type")) : Optional.empty();
        return of.filter(each -> each.is("type_descriptor"))
                .map(Node::text)
                .or(() -> of.flatMap(paths::of).flatMap(this::type))
                .filter(type::equals)
                .isPresent();
    }

    /** The type of what is there, no pointer and no array; by a pointer, that of what it points to. */
    private Optional<String> type(Path path) {
        int last = path.steps().size() - 1;
        boolean isPointee = last >= 0 && path.steps().get(last) instanceof Step.Deref;
        Path declared = isPointee ? new Path(path.root(), path.steps().subList(0, last)) : path;
        return builder.declarations()
                .declaration(declared)
                .filter(variable -> isPointee ? !variable.isPlain() && !variable.isArray() : variable.isPlain())
                .map(variable -> variable.type().replaceFirst("^const ", ""));
    }

    /** Whether so many bytes are all of it: of a number by its type, of what else is declared by sizeof. */
    private boolean isWhole(Path target, Node size) {
        CType type = builder.declarations().typeOf(target);
        if (type == null) {
            return type(target).filter(whole -> isSizeOf(size, whole)).isPresent();
        }
        return expressions.value(size) instanceof Expression.Constant constant
                && constant.value().equals(Value.of(type.bits() / (long) Byte.SIZE));
    }
}
