// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.states;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.wakeproof.prove.logic.Moment;
import org.wakeproof.prove.logic.Node;
import org.wakeproof.prove.logic.Step;
import org.wakeproof.prove.logic.Update;
import org.wakeproof.prove.logic.Update.Whose;
import org.wakeproof.prove.logic.Variable;

/**
 * Carries out steps of a system on states of so many CPUs. Of variables that are hidden nothing is known: a guard that
 * depends on one may hold. Each debt to a CPU is owed by one raiser at most, or by none where there are none.
 */
public final class Interpreter {
    private static final int UNKNOWN = 2;

    private final Shape shape;
    private final Set<Variable> hidden;
    private final boolean hasRaisers;

    /**
     * An interpreter.
     *
     * @param hasRaisers whether anything may be owed; if not, steps of raisers who owe something are none
     */
    public Interpreter(Shape shape, Set<Variable> hidden, boolean hasRaisers) {
        this.shape = shape;
        this.hidden = hidden;
        this.hasRaisers = hasRaisers;
    }

    /** Whether a formula holds of a CPU, as far as that is known. */
    public boolean isTrue(Node node, int[] state, int cpu) {
        return value(node, state, cpu, 0) == 1;
    }

    /** Hands on every state that the step leads to, if it can be taken. */
    public void successors(Step step, int[] state, List<Integer> times, Consumer<int[]> to) {
        for (int actor = 0; actor < shape.cpus(); actor++) {
            successors(step, actor, state, times, to);
        }
    }

    /** Hands on every state that the step leads to if this CPU takes it. */
    public void successors(Step step, int actor, int[] state, List<Integer> times, Consumer<int[]> to) {
        if (!hasRaisers
                && (step.owing().isPresent() || step.updates().stream().anyMatch(Update.OfDebt.class::isInstance))) {
            return;
        }
        List<Integer> chosen = choosesVisibly(step) ? times : List.of(0);
        for (int other = 0; other < (step.other().isPresent() ? shape.cpus() : 1); other++) {
            for (int time : chosen) {
                if (isEnabled(step, state, actor, other, time)) {
                    to.accept(after(step, state, actor, other, time));
                }
            }
        }
    }

    private boolean choosesVisibly(Step step) {
        return step.updates().stream()
                .anyMatch(update -> update instanceof Update.OfOwn own
                                && own.value() instanceof Moment.Chosen
                                && !hidden.contains(own.time())
                        || update instanceof Update.OfGlobal global && global.value() instanceof Moment.Chosen);
    }

    private boolean isEnabled(Step step, int[] state, int actor, int other, int time) {
        return value(step.guard().node(), state, actor, time) != 0
                && step.owing().stream().allMatch(debt -> state[shape.of(debt, actor)] == 1)
                && step.updates().stream()
                        .noneMatch(update -> update instanceof Update.OfDebt of
                                && of.value()
                                && state[shape.of(of.debt(), actor)] == 1)
                && (step.other().isEmpty() || value(step.other().get().node(), state, other, time) != 0);
    }

    private int[] after(Step step, int[] before, int actor, int other, int time) {
        int[] after = before.clone();
        for (Update update : step.updates()) {
            for (int cpu = 0; cpu < shape.cpus(); cpu++) {
                if (update instanceof Update.OfFlag of && isMeant(of.whose(), cpu, actor, other)) {
                    after[shape.of(of.flag(), cpu)] = value(of.value().node(), before, cpu, time);
                } else if (update instanceof Update.OfProgram of && isMeant(of.whose(), cpu, actor, other)) {
                    after[shape.of(of.program(), cpu)] = of.place();
                } else if (update instanceof Update.OfOwn of && isMeant(of.whose(), cpu, actor, other)) {
                    after[shape.of(of.time(), cpu)] = time(of.value(), before, cpu, time);
                }
            }
            if (update instanceof Update.OfGlobalFlag of) {
                after[shape.of(of.flag())] = of.value() ? 1 : 0;
            } else if (update instanceof Update.OfGlobal of) {
                after[shape.of(of.time())] = time(of.value(), before, of.of() == Whose.OTHER ? other : actor, time);
            } else if (update instanceof Update.OfVariable of) {
                after[shape.of(of.variable())] = of.whose() == Whose.OTHER ? other : actor;
            } else if (update instanceof Update.OfDebt of) {
                after[shape.of(of.debt(), actor)] = of.value() ? 1 : 0;
            }
        }
        return after;
    }

    private static boolean isMeant(Whose whose, int cpu, int actor, int other) {
        return whose == Whose.EVERY || cpu == (whose == Whose.ACTOR ? actor : other);
    }

    /** 0 for false, 1 for true, 2 for unknown. */
    private int value(Node node, int[] state, int cpu, int time) {
        if (node instanceof Node.Constant is) {
            return is.value() ? 1 : 0;
        } else if (node instanceof Node.IsSet is) {
            return state[shape.of(is.flag(), cpu)];
        } else if (node instanceof Node.IsAt is) {
            return is.places().contains(state[shape.of(is.program(), cpu)]) ? 1 : 0;
        } else if (node instanceof Node.IsSetGlobally is) {
            return state[shape.of(is.flag())];
        } else if (node instanceof Node.IsNamed is) {
            return state[shape.of(is.variable())] == cpu ? 1 : 0;
        } else if (node instanceof Node.IsOwed is) {
            return state[shape.of(is.debt(), cpu)];
        } else if (node instanceof Node.Compared is) {
            if (isHidden(is.left()) || isHidden(is.right())) {
                return UNKNOWN;
            }
            int left = time(is.left(), state, cpu, time);
            int right = time(is.right(), state, cpu, time);
            return (is.strictly() ? left < right : left <= right) ? 1 : 0;
        } else if (node instanceof Node.Equal is) {
            return isHidden(is.left()) || isHidden(is.right())
                    ? UNKNOWN
                    : time(is.left(), state, cpu, time) == time(is.right(), state, cpu, time) ? 1 : 0;
        } else if (node instanceof Node.Of of) {
            return value(of.body(), state, state[shape.of(of.variable())], time);
        } else if (node instanceof Node.Not not) {
            int body = value(not.body(), state, cpu, time);
            return body == UNKNOWN ? UNKNOWN : 1 - body;
        }
        return joined(node, state, cpu, time);
    }

    private int joined(Node node, int[] state, int cpu, int time) {
        List<Integer> parts = new ArrayList<>();
        boolean isAll = node instanceof Node.All;
        if (node instanceof Node.Somewhere some) {
            for (int each = 0; each < shape.cpus(); each++) {
                parts.add(value(some.body(), state, each, time));
            }
        } else if (node instanceof Node.All all) {
            all.parts().forEach(part -> parts.add(value(part, state, cpu, time)));
        } else {
            ((Node.Any) node).parts().forEach(part -> parts.add(value(part, state, cpu, time)));
        }
        int deciding = isAll ? 0 : 1;
        return parts.contains(deciding) ? deciding : parts.contains(UNKNOWN) ? UNKNOWN : 1 - deciding;
    }

    private boolean isHidden(Moment moment) {
        return moment instanceof Variable variable && hidden.contains(variable);
    }

    private int time(Moment moment, int[] state, int cpu, int chosen) {
        if (moment instanceof Moment.Zero) {
            return 0;
        } else if (moment instanceof Moment.Own own) {
            return state[shape.of(own, cpu)];
        } else if (moment instanceof Moment.Global global) {
            return state[shape.of(global)];
        }
        return chosen;
    }
}
