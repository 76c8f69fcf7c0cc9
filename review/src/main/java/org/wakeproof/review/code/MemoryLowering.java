// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.code;

import java.util.List;
import java.util.Optional;
import org.wakeproof.review.code.Expression.Path;
import org.wakeproof.review.code.Expression.Unknown;
import org.wakeproof.review.syntax.CVariable;
import org.wakeproof.review.syntax.Node;

/** Makes instructions of calls that copy and clear memory; where it is not clear what that changes, nobody knows what is there. */
final class MemoryLowering {
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

    /** Where the first argument points; a null source is for bytes of the second one's value. */
    private Expression changed(Node node, List<Node> arguments, Node source) {
        Expression pointer = expressions.value(arguments.get(0));
        boolean isPlain = arguments.stream().noneMatch(ExpressionLowering::hasEffect);
        Optional<Path> target = isPlain ? paths.pointee(arguments.get(0)) : Optional.empty();
        Optional<Path> from = source == null ? Optional.empty() : paths.pointee(source);
        if (target.isEmpty() || !isWhole(target.get(), arguments.get(2)) || source != null && from.isEmpty()) {
            forget(node, pointer, target);
        } else if (source != null) {
            expressions.store(node, target.get(), paths.read(source, from.get()));
        } else {
            cleared(node, target.get(), arguments.get(1));
        }
        return pointer;
    }

    private void forget(Node node, Expression pointer, Optional<Path> target) {
        builder.emit(new Instruction.ForgetPointee(function.place(node), paths.pointer(pointer)));
        target.ifPresent(path -> builder.assign(function.place(node), path, new Unknown()));
    }

    private void cleared(Node node, Path target, Node value) {
        boolean isZero = expressions.value(value) instanceof Expression.Constant constant
                && constant.value().isZero();
        boolean isNumber = builder.typeOf(target) != null;
        expressions.store(node, target, isZero && isNumber ? Expression.number(0) : new Unknown());
        if (isZero && !isNumber) {
            builder.declaration(target).ifPresent(variable -> zeros(node, target, variable));
        }
    }

    private void zeros(Node node, Path target, CVariable variable) {
        Initializers.zeros(variable, lowering.file(), lowering.bindings()).stream()
                .map(Initializers.Part::step)
                .forEach(step -> builder.assign(function.place(node), target.then(step), Expression.number(0)));
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
        return builder.declaration(declared)
                .filter(variable -> isPointee ? !variable.isPlain() && !variable.isArray() : variable.isPlain())
                .map(variable -> variable.type().replaceFirst("^const ", ""));
    }

    /** Whether so many bytes are all of it: of a number by its type, of what else is declared by sizeof. */
    private boolean isWhole(Path target, Node size) {
        CType type = builder.typeOf(target);
        if (type == null) {
            return type(target).filter(whole -> isSizeOf(size, whole)).isPresent();
        }
        return expressions.value(size) instanceof Expression.Constant constant
                && constant.value().equals(Value.of(type.bits() / (long) Byte.SIZE));
    }
}
