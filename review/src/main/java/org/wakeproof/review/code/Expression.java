// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.code;

import java.util.Set;

/** An expression without side effects. Equal text of {@link Object#toString()} means equal expressions. */
public sealed interface Expression {
    /** A value that the text itself gives. */
    record Constant(Value value) implements Expression {
        @Override
        public String toString() {
            return value.isNumber() ? Long.toString(value.number()) : "non-zero";
        }
    }

    /** A variable, or a path to memory as {@code power->flags.bm_check}. */
    record Variable(String name) implements Expression {
        @Override
        public String toString() {
            return name;
        }
    }

    /** {@code -}, {@code ~} or {@code !}. */
    record Unary(String operator, Expression operand) implements Expression {
        @Override
        public String toString() {
            return operator + operand;
        }
    }

    /** An arithmetic operator, or a comparison. */
    record Binary(String operator, Expression left, Expression right) implements Expression {
        @Override
        public String toString() {
            return "(" + left + " " + operator + " " + right + ")";
        }
    }

    /** What nobody knows, each time anew. */
    record Unknown() implements Expression {
        @Override
        public String toString() {
            return "?";
        }
    }

    /** A number. */
    static Expression number(long number) {
        return new Constant(Value.of(number));
    }

    /** Gathers the variables that it reads. */
    default void variables(Set<String> into) {
        if (this instanceof Variable variable) {
            into.add(variable.name());
        } else if (this instanceof Unary unary) {
            unary.operand().variables(into);
        } else if (this instanceof Binary binary) {
            binary.left().variables(into);
            binary.right().variables(into);
        }
    }

    /** Whether its value is the same each time that its variables are. */
    default boolean isDetermined() {
        if (this instanceof Unary unary) {
            return unary.operand().isDetermined();
        }
        if (this instanceof Binary binary) {
            return binary.left().isDetermined() && binary.right().isDetermined();
        }
        return !(this instanceof Unknown);
    }
}
