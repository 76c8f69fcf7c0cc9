// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.run;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wakeproof.review.BoundValue;
import org.wakeproof.review.code.Code;
import org.wakeproof.review.code.Evaluation;
import org.wakeproof.review.code.Expression;
import org.wakeproof.review.code.Expression.Path;
import org.wakeproof.review.code.Instruction;
import org.wakeproof.review.code.Value;

/** What is read again behind each instruction: the rest need not be remembered. */
final class Liveness {

    /** Paths, and conditions as a whole. */
    private final List<Set<Expression>> live = new ArrayList<>();

    /** Elements of tables that never change: which of them is read may only turn out on the way. */
    private final Set<String> tables = new HashSet<>();

    private final Elements elements;

    Liveness(Code code) {
        List<Instruction> instructions = code.instructions();
        List<List<Integer>> predecessors = new ArrayList<>();
        instructions.forEach(each -> {
            live.add(new HashSet<>());
            predecessors.add(new ArrayList<>());
        });
        Deque<Integer> open = new ArrayDeque<>();
        for (int at = 0; at < instructions.size(); at++) {
            for (int next : instructions.get(at).successors(at)) {
                predecessors.get(next).add(at);
            }
            open.push(at);
        }
        while (!open.isEmpty()) {
            int at = open.pop();
            if (live.get(at).addAll(before(instructions.get(at), at))) {
                predecessors.get(at).forEach(open::push);
            }
        }
        elements = new Elements(code);
        live.stream().flatMap(Set::stream).forEach(each -> tables(each, code));
    }

    private void tables(Expression live, Code code) {
        Set<Path> paths = new HashSet<>();
        live.paths(paths);
        for (Path path : paths) {
            if (elements.mayBeAny(path)) {
                code.constants().keySet().stream()
                        .filter(place -> place.startsWith(path.root() + "["))
                        .forEach(tables::add);
            }
        }
    }

    private Set<Expression> before(Instruction instruction, int at) {
        Set<Expression> behind = new HashSet<>();
        instruction.successors(at).forEach(next -> behind.addAll(live.get(next)));
        if (instruction instanceof Instruction.Assign assign) {
            Set<Expression> result = set(assign.target(), assign.value(), behind);
            read(assign.value(), result);
            readOnTheWay(assign.target(), result);
            return result;
        }
        if (instruction instanceof Instruction.Forget forget) {
            Set<Expression> result = set(forget.target(), new Expression.Unknown(), behind);
            readOnTheWay(forget.target(), result);
            return result;
        }
        if (instruction instanceof Instruction.Load load) {
            Set<Expression> result = set(new Path(load.result(), List.of()), load.path(), behind);
            read(load.path(), result);
            return result;
        }
        if (instruction instanceof Instruction.Perform perform) {
            Set<Expression> result = set(new Path(perform.result(), List.of()), new Expression.Unknown(), behind);
            perform.arguments().forEach(argument -> read(argument, result));
            result.addAll(EndsMwait.conditions(perform));
            return result;
        }
        if (instruction instanceof Instruction.ForgetPointee forget) {
            read(forget.pointer(), behind);
        } else if (instruction instanceof Instruction.Bind bind) {
            read(bind.target(), behind);
            read(bind.unless(), behind);
            if (bind.source() == BoundValue.MWAIT_HINT) {
                behind.add(new Path(Code.C_STATE, List.of()));
            }
        } else if (instruction instanceof Instruction.Branch branch) {
            read(branch.condition(), behind);
            behind.add(branch.condition());
        }
        return behind;
    }

    private static void read(Expression expression, Set<Expression> into) {
        Set<Path> paths = new HashSet<>();
        expression.paths(paths);
        into.addAll(paths);
    }

    /** Pointers and indices of what is stored to. */
    private static void readOnTheWay(Path target, Set<Expression> into) {
        if (!target.isFixed()) {
            read(target, into);
        }
    }

    private static Set<Expression> set(Path target, Expression value, Set<Expression> behind) {
        Set<Expression> result = new HashSet<>();
        for (Expression each : behind) {
            Expression replaced = each.replaced(target, value);
            if (replaced != null) {
                result.add(replaced);
                if (replaced != each) {
                    read(replaced, result);
                }
            }
            if (!target.isFixed()) {
                result.add(each);
            }
        }
        return result;
    }

    /** Without what is not read again. */
    Map<String, Value> restrict(int at, Map<String, Value> known) {
        Set<String> names = new HashSet<>(tables);
        names.addAll(Set.of(Code.INTERRUPT_FLAG, Code.TIMER_OFF, Code.TICK_OFF));
        for (Expression each : live.get(at)) {
            elements.add(each, known, names);
            if (each instanceof Path path) {
                Evaluation.place(path, known, names);
            } else {
                String text = Evaluation.text(each, known, names);
                if (text != null) {
                    names.add(Facts.PREFIX + text);
                }
            }
        }
        Elements.addWalked(known, names);
        Map<String, Value> restricted = new HashMap<>(known);
        restricted.keySet().retainAll(names);
        return Map.copyOf(restricted);
    }
}
