// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.code;

import java.util.Map;
import org.wakeproof.review.code.Expression.Binary;
import org.wakeproof.review.code.Expression.Constant;
import org.wakeproof.review.code.Expression.Unary;
import org.wakeproof.review.code.Expression.Variable;

/** What is known of expressions, given what is known of variables. */
public final class Evaluation {
    private Evaluation() {}

    /**
     * Evaluates.
     *
     * @param known variables; one that is missing is unknown
     */
    public static Value of(Expression expression, Map<String, Value> known) {
        if (expression instanceof Constant constant) {
            return constant.value();
        }
        if (expression instanceof Variable variable) {
            return known.getOrDefault(variable.name(), Value.UNKNOWN);
        }
        if (expression instanceof Unary unary) {
            return Arithmetic.unary(unary.operator(), of(unary.operand(), known));
        }
        if (expression instanceof Binary binary) {
            return Arithmetic.binary(binary.operator(), of(binary.left(), known), of(binary.right(), known));
        }
        return Value.UNKNOWN;
    }
}
