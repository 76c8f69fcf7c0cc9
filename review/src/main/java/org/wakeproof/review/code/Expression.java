// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.code;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An expression without side effects. */
public sealed interface Expression {

    /**
     * A value that the text itself gives.
     *
     * @param type null if it has none
     */
    record Constant(Value value, @Nullable CType type) implements Expression {
        @Override
        public String toString() {
            return value.isNumber() ? Long.toString(value.number()) : "non-zero";
        }
    }

    /**
     * A variable, or a path to memory as {@code power->flags.bm_check}.
     *
     * @param root the variable's name, which no other one has
     * @param steps from there
     */
    record Path(String root, List<Step> steps) implements Expression {

        static Path of(String variable) {
            return new Path(variable, List.of());
        }

        Path then(Step step) {
            List<Step> more = new ArrayList<>(steps);
            more.add(step);
            return new Path(root, List.copyOf(more));
        }

        /** The same from a shorter path on. */
        Path on(List<Step> rest) {
            List<Step> more = new ArrayList<>(steps);
            more.addAll(rest);
            return new Path(root, List.copyOf(more));
        }

        /** Whether it leads through this one. */
        public boolean startsWith(Path other) {
            return root.equals(other.root)
                    && steps.size() >= other.steps.size()
                    && steps.subList(0, other.steps.size()).equals(other.steps);
        }

        /** Whether it names one place, whatever pointers and indices are. */
        public boolean isFixed() {
            return steps.stream().allMatch(Step.Field.class::isInstance);
        }

        @Override
        public String toString() {
            String text = root;
            for (Step step : steps) {
                text = step instanceof Step.Deref ? "*" + text : text + step;
            }
            return text;
        }
    }

    /**
     * {@code &} of a path.
     *
     * @param layout what is there, as {@link Layout} has it
     */
    record Address(Path path, long layout) implements Expression {
        Address(Path path) {
            this(path, Layout.UNKNOWN);
        }

        @Override
        public String toString() {
            return "&" + path;
        }
    }

    /** {@code -}, {@code ~} or {@code !}; in a type, or null. */
    record Unary(
            String operator, Expression operand, @Nullable CType type) implements Expression {
        @Override
        public String toString() {
            return operator + operand;
        }
    }

    /** An arithmetic operator, or a comparison; the type in which it works, or null. */
    record Binary(
            String operator,
            Expression left,
            Expression right,
            @Nullable CType type) implements Expression {
        @Override
        public String toString() {
            return "(" + left + " " + operator + " " + right + ")";
        }
    }

    /** A conversion to an integer type. */
    record Convert(CType type, Expression operand) implements Expression {
        @Override
        public String toString() {
            return "(" + type + ")" + operand;
        }
    }

    /**
     * What nobody knows, each time anew.
     *
     * @param of the function that gives it, of which only its name is known; empty if it is something else
     * @param from what it may be made of, in a way that is not followed
     */
    record Unknown(String of, List<Expression> from) implements Expression {
        public Unknown() {
            this("");
        }

        Unknown(String of) {
            this(of, List.of());
        }

        @Override
        public String toString() {
            return "?";
        }
    }

    /** A number. */
    static Expression number(long number) {
        return new Constant(Value.of(number), CType.holding(number));
    }

    /** Gathers the paths that it reads. */
    default void paths(Set<Path> into) {
        if (this instanceof Path path) {
            into.add(path);
            for (Step step : path.steps()) {
                if (step instanceof Step.Index index) {
                    index.index().paths(into);
                }
            }
        } else if (this instanceof Address address) {
            for (Step step : address.path().steps()) {
                if (step instanceof Step.Index index) {
                    index.index().paths(into);
                }
            }
            if (address.path().steps().stream().anyMatch(step -> !(step instanceof Step.Field))) {
                into.add(address.path());
            }
        } else if (this instanceof Unary unary) {
            unary.operand().paths(into);
        } else if (this instanceof Convert convert) {
            convert.operand().paths(into);
        } else if (this instanceof Binary binary) {
            binary.left().paths(into);
            binary.right().paths(into);
        }
    }

    /** The same with another expression in the place of each path that is, or begins with, this one; null if there is none. */
    default @Nullable Expression replaced(Path old, Expression by) {
        if (this instanceof Path path) {
            return Replacement.of(path, old, by);
        }
        if (this instanceof Unary unary) {
            Expression operand = unary.operand().replaced(old, by);
            return operand == null ? null : new Unary(unary.operator(), operand, unary.type());
        }
        if (this instanceof Convert convert) {
            Expression operand = convert.operand().replaced(old, by);
            return operand == null ? null : new Convert(convert.type(), operand);
        }
        if (this instanceof Binary binary) {
            Expression left = binary.left().replaced(old, by);
            Expression right = binary.right().replaced(old, by);
            return left == null || right == null ? null : new Binary(binary.operator(), left, right, binary.type());
        }
        return this;
    }

    /** Whether its value is the same each time that its variables are. */
    default boolean isDetermined() {
        if (this instanceof Unary unary) {
            return unary.operand().isDetermined();
        }
        if (this instanceof Convert convert) {
            return convert.operand().isDetermined();
        }
        if (this instanceof Binary binary) {
            return binary.left().isDetermined() && binary.right().isDetermined();
        }
        if (this instanceof Path path) {
            return path.steps().stream()
                    .allMatch(step ->
                            !(step instanceof Step.Index index) || index.index().isDetermined());
        }
        return !(this instanceof Unknown);
    }
}
