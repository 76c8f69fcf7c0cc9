// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.run;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.wakeproof.review.code.Code;
import org.wakeproof.review.code.Evaluation;
import org.wakeproof.review.code.Expression;
import org.wakeproof.review.code.Expression.Binary;
import org.wakeproof.review.code.Expression.Constant;
import org.wakeproof.review.code.Expression.Variable;
import org.wakeproof.review.code.Value;

/** What was supposed of conditions stays supposed, until something that they are made of changes. */
final class Facts {
    private static final String PREFIX = "?";

    private final Code code;

    Facts(Code code) {
        this.code = code;
    }

    /** The variable that holds what was supposed of a condition. */
    static String name(Expression condition) {
        return PREFIX + condition;
    }

    /** Whether a condition is met, as far as it is known or was supposed. */
    static Value of(Expression condition, Map<String, Value> known) {
        Value value = Evaluation.of(condition, known);
        return value.isUnknown() && condition.isDetermined()
                ? known.getOrDefault(name(condition), Value.UNKNOWN)
                : value;
    }

    /** Supposes it. */
    static void suppose(Expression condition, boolean isMet, Map<String, Value> known) {
        if (!condition.isDetermined()) {
            return;
        }
        if (condition instanceof Variable variable) {
            known.put(variable.name(), isMet ? Value.NOT_ZERO : Value.of(0));
        } else if (condition instanceof Binary binary
                && binary.left() instanceof Variable variable
                && binary.right() instanceof Constant constant
                && binary.operator().equals(isMet ? "==" : "!=")) {
            known.put(variable.name(), constant.value());
        } else {
            known.put(name(condition), Value.of(isMet ? 1 : 0));
        }
    }

    /** Sets a variable; all that its name is a part of is another thing now. */
    void set(String target, Value value, Map<String, Value> known) {
        known.keySet().removeIf(name -> isMadeOf(name, target));
        if (value.isUnknown()) {
            known.remove(target);
        } else {
            known.put(target, value);
        }
    }

    private boolean isMadeOf(String name, String part) {
        return name.startsWith(PREFIX)
                ? mentions(name, part)
                : code.parts().getOrDefault(name, Set.of()).contains(part);
    }

    /** Whether a supposition is about this variable, or about something that is made of it. */
    private boolean mentions(String fact, String part) {
        if (contains(fact, part)) {
            return true;
        }
        for (Map.Entry<String, Set<String>> path : code.parts().entrySet()) {
            if (path.getValue().contains(part) && contains(fact, path.getKey())) {
                return true;
            }
        }
        return false;
    }

    private static boolean contains(String fact, String variable) {
        return fact.contains(variable);
    }

    /** Others may have changed what is shared. */
    void forgetShared(Map<String, Value> known) {
        Set<String> shared = new HashSet<>();
        code.parts().keySet().stream().filter(code::isShared).forEach(shared::add);
        known.keySet()
                .removeIf(name -> shared.contains(name)
                        || name.startsWith(PREFIX) && shared.stream().anyMatch(each -> contains(name, each)));
    }
}
