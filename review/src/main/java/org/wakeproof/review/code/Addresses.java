// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.code;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** C's operators on two addresses. */
final class Addresses {
    private static final Pattern NUMBER = Pattern.compile("\\[(-?\\d{1,9})]");

    private Addresses() {}

    static Value binary(String operator, Value left, Value right) {
        return switch (operator) {
            case "==" -> equal(left, right);
            case "!=" -> Arithmetic.unary("!", equal(left, right), null);
            case "-" -> difference(left, right);
            case "<", "<=", ">", ">=" -> order(operator, left, right);
            default -> Value.UNKNOWN;
        };
    }

    /** Two names may be of one place if a pointer is in them, or an index that is no number, or one is part of the other. */
    private static Value equal(Value left, Value right) {
        String one = left.target();
        String other = right.target();
        if (left.kind() == right.kind() && one.equals(other)) {
            return Value.of(1);
        }
        boolean isOpen = isOpen(one) || isOpen(other) || one.startsWith(other) || other.startsWith(one);
        return left.kind() == right.kind() && isOpen ? Value.UNKNOWN : Value.of(0);
    }

    private static boolean isOpen(String place) {
        return place.contains("*")
                || place.contains("->")
                || NUMBER.matcher(place).replaceAll("").contains("[");
    }

    /** Of elements of one array. */
    private static Value order(String operator, Value left, Value right) {
        if (!isOfOneArray(left, right)) {
            return Value.UNKNOWN;
        }
        List<Long> one = numbers(left);
        List<Long> other = numbers(right);
        int order = 0;
        for (int at = 0; order == 0 && at < one.size(); at++) {
            order = Long.compare(one.get(at), other.get(at));
        }
        return switch (operator) {
            case "<" -> Value.of(order < 0);
            case "<=" -> Value.of(order <= 0);
            case ">" -> Value.of(order > 0);
            default -> Value.of(order >= 0);
        };
    }

    /** How many elements lie between them, unless one of the pointers takes them for others. */
    private static Value difference(Value left, Value right) {
        boolean isSame = isOfOneArray(left, right)
                && left.target().endsWith("]")
                && !Layout.isOther(left.number())
                && !Layout.isOther(right.number());
        if (!isSame) {
            return Value.UNKNOWN;
        }
        List<Long> one = numbers(left);
        List<Long> other = numbers(right);
        int last = one.size() - 1;
        boolean isInOneRow = one.subList(0, last).equals(other.subList(0, last));
        return isInOneRow ? Value.of(one.get(last) - other.get(last)) : Value.UNKNOWN;
    }

    private static boolean isOfOneArray(Value left, Value right) {
        return left.kind() == Value.Kind.ADDRESS
                && right.kind() == Value.Kind.ADDRESS
                && !isOpen(left.target())
                && array(left).equals(array(right));
    }

    private static String array(Value address) {
        return NUMBER.matcher(address.target()).replaceAll("[]");
    }

    private static List<Long> numbers(Value address) {
        return NUMBER.matcher(address.target())
                .results()
                .map(MatchResult::group)
                .map(text -> Long.parseLong(text.substring(1, text.length() - 1)))
                .toList();
    }
}
