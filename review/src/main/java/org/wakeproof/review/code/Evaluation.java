// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.code;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wakeproof.review.code.Expression.Address;
import org.wakeproof.review.code.Expression.Binary;
import org.wakeproof.review.code.Expression.Constant;
import org.wakeproof.review.code.Expression.Convert;
import org.wakeproof.review.code.Expression.Path;
import org.wakeproof.review.code.Expression.Unary;

/** What is known of expressions, given what is known of places. */
public final class Evaluation {

    private Evaluation() {}

    /**
     * Evaluates.
     *
     * @param known places; one that is missing is unknown
     */
    public static Value of(Expression expression, Map<String, Value> known) {
        if (expression instanceof Constant constant) {
            return constant.value();
        }
        if (expression instanceof Path path) {
            return place(path, known).map(place -> at(place, known)).orElse(Value.UNKNOWN);
        }
        if (expression instanceof Address address) {
            return Location.of(address.path(), known, null)
                    .map(location -> location.address(address.layout()))
                    .orElse(Value.NOT_ZERO);
        }
        if (expression instanceof Unary unary) {
            return Arithmetic.unary(unary.operator(), of(unary.operand(), known), unary.type());
        }
        if (expression instanceof Convert convert) {
            return of(convert.operand(), known).in(convert.type());
        }
        if (expression instanceof Binary binary) {
            return Arithmetic.binary(
                    binary.operator(), of(binary.left(), known), of(binary.right(), known), binary.type());
        }
        return Value.UNKNOWN;
    }

    /** What a place holds; where that is not known, which other one holds the same. */
    private static Value at(String place, Map<String, Value> known) {
        Value value = known.getOrDefault(place, Value.UNKNOWN);
        for (int hops = 0; value.kind() == Value.Kind.SAME_AS && hops < known.size(); hops++) {
            Value of = known.getOrDefault(value.target(), Value.UNKNOWN);
            if (of.kind() == Value.Kind.UNKNOWN) {
                return value;
            }
            value = of;
        }
        return value;
    }

    /** The place that a path leads to, by its name; empty if an index is not known well enough. */
    public static Optional<String> place(Path path, Map<String, Value> known) {
        return place(path, known, null);
    }

    /** The same; the places that are looked at on the way are added to {@code seen}, unless that is null. */
    public static Optional<String> place(Path path, Map<String, Value> known, @Nullable Set<String> seen) {
        return Location.of(path, known, seen).map(Location::place);
    }

    /** What a pointer on the way takes for something of another size; empty if none does. */
    public static Optional<String> other(Path path, Map<String, Value> known) {
        return Location.of(path, known, null).map(Location::other);
    }

    /** The place of which this one is a copy still; itself if it is none. */
    static String origin(String place, Map<String, Value> known, Set<String> seen) {
        String at = place;
        for (int hops = 0; hops <= known.size(); hops++) {
            Value value = known.get(at);
            if (value == null || value.kind() != Value.Kind.SAME_AS) {
                break;
            }
            at = value.target();
            if (seen != null) {
                seen.add(at);
            }
        }
        return at;
    }

    /** An expression by numbers and the names of places: equal text means equal values; null if it is not determined. */
    public static @Nullable String text(Expression expression, Map<String, Value> known, Set<String> seen) {
        if (expression instanceof Path path) {
            Optional<String> place = place(path, known, seen);
            if (place.isEmpty()) {
                return null;
            }
            String origin = origin(place.get(), known, seen);
            Value value = known.getOrDefault(origin, Value.UNKNOWN);
            return value.isNumber() ? Long.toString(value.number()) : origin;
        }
        if (expression instanceof Unary unary) {
            String operand = text(unary.operand(), known, seen);
            return operand == null ? null : numberOr(unary.operator() + operand, expression, known);
        }
        if (expression instanceof Convert convert) {
            String operand = text(convert.operand(), known, seen);
            return operand == null ? null : numberOr("(" + convert.type() + ")" + operand, expression, known);
        }
        if (expression instanceof Binary binary) {
            String left = text(binary.left(), known, seen);
            String right = text(binary.right(), known, seen);
            String both = "(" + left + " " + binary.operator() + " " + right + ")";
            return left == null || right == null ? null : numberOr(both, expression, known);
        }
        if (expression instanceof Address address) {
            return place(address.path(), known, seen).map(place -> "&" + place).orElse(null);
        }
        return expression instanceof Constant ? expression.toString() : null;
    }

    private static String numberOr(String text, Expression expression, Map<String, Value> known) {
        Value value = of(expression, known);
        return value.isNumber() ? Long.toString(value.number()) : text;
    }
}
