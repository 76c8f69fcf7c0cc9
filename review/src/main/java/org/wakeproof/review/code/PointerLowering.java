// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.code;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wakeproof.review.code.Expression.Address;
import org.wakeproof.review.code.Expression.Constant;
import org.wakeproof.review.code.Expression.Path;
import org.wakeproof.review.code.Expression.Unary;
import org.wakeproof.review.syntax.CVariable;
import org.wakeproof.review.syntax.Node;

/** Makes expressions of arithmetic on pointers, and of casts of them. */
final class PointerLowering {
    private static final CType OFFSET = new CType(Long.SIZE, true);

    private final CodeBuilder builder;
    private final Paths paths;
    private final NodeTypes types;

    PointerLowering(CodeBuilder builder, Paths paths, NodeTypes types) {
        this.builder = builder;
        this.paths = paths;
        this.types = types;
    }

    /** A pointer to another element; empty if the operator does not give one. */
    Optional<Expression> moved(Place place, String operator, Expression left, Expression right, @Nullable Node node) {
        if (!operator.equals("+") && !operator.equals("-")) {
            return Optional.empty();
        }
        boolean isLeft =
                isPointer(left, node == null ? null : node.child("left").orElse(null));
        boolean isRight =
                isPointer(right, node == null ? null : node.child("right").orElse(null));
        if (isLeft == isRight || isRight && operator.equals("-")) {
            return Optional.empty();
        }
        Expression pointer = isLeft ? left : right;
        Expression count = isLeft ? right : left;
        Expression index = operator.equals("-") ? new Unary("-", count, OFFSET) : count;
        return Optional.of(isOfNoSize(pointer) ? notZero() : further(place, pointer, index));
    }

    private static Expression notZero() {
        return new Constant(Value.NOT_ZERO, null);
    }

    private boolean isPointer(Expression expression, @Nullable Node node) {
        return expression instanceof Address
                || expression instanceof Path path
                        && (paths.isPointer(path)
                                || node != null
                                        && types.of(node)
                                                .filter(type -> type.levels() > 0)
                                                .isPresent());
    }

    /** Whether it leads to void, whose elements GNU counts as bytes. */
    private boolean isOfNoSize(Expression pointer) {
        return pointer instanceof Path path
                && builder.declarations()
                        .rest(path)
                        .filter(type -> type.levels() == 1 && type.type().matches("(const )?void"))
                        .isPresent();
    }

    private Expression further(Place place, Expression pointer, Expression index) {
        Path path = paths.element(pointer instanceof Path named ? named : held(place, pointer), index);
        return new Address(path, builder.declarations().layout(path));
    }

    private Path held(Place place, Expression pointer) {
        Path held = builder.temporary();
        builder.assign(place, held, pointer);
        return held;
    }

    /** A pointer that is taken for one to numbers of another size; the same where it is none, or that is not known. */
    Expression cast(Place place, Optional<CVariable> to, Expression value) {
        Integer element = to.map(builder.declarations()::pointee).orElse(null);
        boolean isToNumbers = element != null && element > 0 && element <= Layout.WIDEST;
        return isToNumbers && isOther(value, element) ? builder.pointer(place, element, value) : value;
    }

    private boolean isOther(Expression value, int element) {
        if (value instanceof Address address) {
            int there = Layout.element(builder.declarations().layout(address.path()));
            return there != 0 && there != element;
        }
        return value instanceof Path path
                && !builder.declarations()
                        .rest(path)
                        .map(builder.declarations()::pointee)
                        .filter(there -> there == element)
                        .isPresent();
    }
}
