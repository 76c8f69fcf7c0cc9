// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.code;

/** C's operators on values of which not everything may be known. */
final class Arithmetic {
    /** Operators by the names of the functions that work them out. */
    static final String LOWEST_BIT = "ffs ";

    static final String HIGHEST_BIT = "fls ";
    static final String COUNT_OF_BITS = "hweight ";

    private Arithmetic() {}

    static Value unary(String operator, Value operand, CType type) {
        if (operator.equals("!")) {
            return operand.isUnknown() ? Value.UNKNOWN : Value.of(operand.isZero());
        }
        if (!operand.isNumber()) {
            return operand.isUnknown() || operator.equals("~") ? Value.UNKNOWN : Value.NOT_ZERO;
        }
        return switch (operator) {
            case "-" -> Value.of(-operand.number()).in(type);
            case "+" -> operand;
            case "~" -> Value.of(~operand.number()).in(type);
            case LOWEST_BIT -> Value.of(operand.isZero() ? 0L : Long.numberOfTrailingZeros(operand.number()) + 1L);
            case HIGHEST_BIT -> Value.of((long) Long.SIZE - Long.numberOfLeadingZeros(operand.number()));
            case COUNT_OF_BITS -> Value.of((long) Long.bitCount(operand.number()));
            default -> Value.UNKNOWN;
        };
    }

    static Value binary(String operator, Value left, Value right, CType type) {
        if (left.isNumber() && right.isNumber()) {
            return isShift(operator)
                    ? shift(operator, left.number(), right.number(), type)
                    : numbers(operator, left.in(type).number(), right.in(type).number(), type);
        }
        if (left.isAddress() && right.isAddress()) {
            return Addresses.binary(operator, left, right);
        }
        boolean hasZero = left.isZero() || right.isZero();
        return switch (operator) {
            case "==" -> equal(left, right);
            case "!=" -> unary("!", equal(left, right), null);
            case "&", "*" -> hasZero ? Value.of(0) : Value.UNKNOWN;
            case "|" -> left.isTrue() || right.isTrue() ? Value.NOT_ZERO : Value.UNKNOWN;
            // Of what is not zero and has no sign.
            case ">" -> isUnsigned(type) && right.isZero() && left.isTrue() ? Value.of(1) : Value.UNKNOWN;
            case "<=" -> isUnsigned(type) && right.isZero() && left.isTrue() ? Value.of(0) : Value.UNKNOWN;
            default -> Value.UNKNOWN;
        };
    }

    private static boolean isUnsigned(CType type) {
        return type != null && !type.isSigned();
    }

    private static Value equal(Value left, Value right) {
        boolean hasZero = left.isZero() || right.isZero();
        if (hasZero && (left.isTrue() || right.isTrue())) {
            return Value.of(0);
        }
        boolean isCopy = left.kind() == Value.Kind.SAME_AS && left.equals(right);
        return isCopy ? Value.of(1) : Value.UNKNOWN;
    }

    private static boolean isShift(String operator) {
        return operator.equals("<<") || operator.equals(">>");
    }

    /** The left operand alone says in which type. */
    private static Value shift(String operator, long left, long right, CType type) {
        int bits = type == null ? Long.SIZE : type.bits();
        if (right < 0 || right >= bits) {
            return Value.UNKNOWN;
        }
        if (operator.equals("<<")) {
            return Value.of(left << right).in(type);
        }
        return Value.of(isUnsigned(type) ? left >>> right : left >> right).in(type);
    }

    private static Value numbers(String operator, long left, long right, CType type) {
        boolean isUnsigned = isUnsigned(type);
        int order = isUnsigned ? Long.compareUnsigned(left, right) : Long.compare(left, right);
        return switch (operator) {
            case "+" -> Value.of(left + right).in(type);
            case "-" -> Value.of(left - right).in(type);
            case "*" -> Value.of(left * right).in(type);
            case "/" ->
                right == 0 ? Value.UNKNOWN : Value.of(isUnsigned ? Long.divideUnsigned(left, right) : left / right);
            case "%" ->
                right == 0 ? Value.UNKNOWN : Value.of(isUnsigned ? Long.remainderUnsigned(left, right) : left % right);
            case "&" -> Value.of(left & right);
            case "|" -> Value.of(left | right);
            case "^" -> Value.of(left ^ right);
            case "==" -> Value.of(left == right);
            case "!=" -> Value.of(left != right);
            case "<" -> Value.of(order < 0);
            case "<=" -> Value.of(order <= 0);
            case ">" -> Value.of(order > 0);
            case ">=" -> Value.of(order >= 0);
            default -> Value.UNKNOWN;
        };
    }
}
