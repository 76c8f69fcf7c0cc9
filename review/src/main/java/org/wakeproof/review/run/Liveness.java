// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.wakeproof.review.code.Expression;
import org.wakeproof.review.code.Instruction;
import org.wakeproof.review.code.Value;

/** Which variables are read again behind each instruction: the others need not be remembered. */
final class Liveness {
    private final List<Set<String>> live = new ArrayList<>();

    Liveness(List<Instruction> instructions) {
        instructions.forEach(each -> live.add(new HashSet<>()));
        boolean isChanging = true;
        while (isChanging) {
            isChanging = false;
            for (int at = instructions.size() - 1; at >= 0; at--) {
                isChanging |= live.get(at).addAll(before(instructions.get(at), at));
            }
        }
    }

    private Set<String> before(Instruction instruction, int at) {
        Set<String> result = new HashSet<>();
        instruction.successors(at).forEach(next -> result.addAll(live.get(next)));
        if (instruction instanceof Instruction.Assign assign) {
            result.remove(assign.target());
            assign.value().variables(result);
        } else if (instruction instanceof Instruction.Forget forget) {
            result.remove(forget.target());
        } else if (instruction instanceof Instruction.Bind bind) {
            result.add(bind.target());
        } else if (instruction instanceof Instruction.Branch branch) {
            addCondition(branch.condition(), result);
        } else if (instruction instanceof Instruction.Perform perform) {
            result.remove(perform.result());
            if (perform.argument() != null) {
                perform.argument().variables(result);
            }
        }
        return result;
    }

    private static void addCondition(Expression condition, Set<String> result) {
        condition.variables(result);
        result.add(Facts.name(condition));
    }

    /** Without what is not read again. */
    Map<String, Value> restrict(int at, Map<String, Value> known) {
        Map<String, Value> restricted = new TreeMap<>(known);
        restricted.keySet().retainAll(live.get(at));
        return Map.copyOf(new HashMap<>(restricted));
    }
}
