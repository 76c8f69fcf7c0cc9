// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.code;

/** C's operators on values of which not everything may be known. */
final class Arithmetic {
    /** Counters are followed up to here, and not known from there on: so every loop that only counts comes to an end. */
    private static final long COUNTED = 64;

    private Arithmetic() {}

    static Value unary(String operator, Value operand) {
        if (operator.equals("!")) {
            return operand.isUnknown() ? Value.UNKNOWN : Value.of(operand.isZero());
        }
        if (!operand.isNumber()) {
            return operator.equals("-") || operator.equals("+") ? operand : Value.UNKNOWN;
        }
        return switch (operator) {
            case "-" -> Value.of(-operand.number());
            case "+" -> operand;
            case "~" -> Value.of(~operand.number());
            default -> Value.UNKNOWN;
        };
    }

    static Value binary(String operator, Value left, Value right) {
        if (left.isNumber() && right.isNumber()) {
            return numbers(operator, left.number(), right.number());
        }
        boolean hasZero = left.isZero() || right.isZero();
        boolean differs = hasZero && (left.isTrue() || right.isTrue());
        return switch (operator) {
            case "==" -> differs ? Value.of(0) : Value.UNKNOWN;
            case "!=" -> differs ? Value.of(1) : Value.UNKNOWN;
            case "&", "*" -> hasZero ? Value.of(0) : Value.UNKNOWN;
            case "|" -> left.isTrue() || right.isTrue() ? Value.NOT_ZERO : Value.UNKNOWN;
            default -> Value.UNKNOWN;
        };
    }

    private static Value numbers(String operator, long left, long right) {
        return switch (operator) {
            case "+" -> counted(left + right, left, right);
            case "-" -> counted(left - right, left, right);
            case "*" -> Value.of(left * right);
            case "/" -> right == 0 ? Value.UNKNOWN : Value.of(left / right);
            case "%" -> right == 0 ? Value.UNKNOWN : Value.of(left % right);
            case "&" -> Value.of(left & right);
            case "|" -> Value.of(left | right);
            case "^" -> Value.of(left ^ right);
            case "<<" -> right < 0 || right > 63 ? Value.UNKNOWN : Value.of(left << right);
            case ">>" -> right < 0 || right > 63 ? Value.UNKNOWN : Value.of(left >> right);
            case "==" -> Value.of(left == right);
            case "!=" -> Value.of(left != right);
            case "<" -> Value.of(left < right);
            case "<=" -> Value.of(left <= right);
            case ">" -> Value.of(left > right);
            case ">=" -> Value.of(left >= right);
            default -> Value.UNKNOWN;
        };
    }

    private static Value counted(long result, long left, long right) {
        boolean counts = Math.min(Math.abs(left), Math.abs(right)) <= 1;
        return counts && Math.abs(result) > COUNTED ? Value.UNKNOWN : Value.of(result);
    }
}
