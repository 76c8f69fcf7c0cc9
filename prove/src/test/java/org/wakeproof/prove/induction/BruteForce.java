// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.induction;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.wakeproof.prove.logic.Conjunct;
import org.wakeproof.prove.logic.CpuVariable;
import org.wakeproof.prove.logic.Flag;
import org.wakeproof.prove.logic.GlobalFlag;
import org.wakeproof.prove.logic.Helper;
import org.wakeproof.prove.logic.Node;
import org.wakeproof.prove.logic.ParametricSystem;
import org.wakeproof.prove.logic.Response;
import org.wakeproof.prove.logic.Stage;
import org.wakeproof.prove.logic.Step;
import org.wakeproof.prove.logic.Update;
import org.wakeproof.prove.logic.Update.Whose;
import org.wakeproof.prove.logic.Variable;

/** Decides induction by looking at every state of so many CPUs: no solver, no instantiation. Flags and CPU variables only. */
final class BruteForce {
    private final ParametricSystem system;
    private final int cpus;

    BruteForce(ParametricSystem system, int cpus) {
        this.system = system;
        this.cpus = cpus;
    }

    /** The value of a flag of a CPU is under the flag and the CPU, of a global flag and a CPU variable under itself. */
    private record Key(Variable variable, int cpu) {}

    private static final int ONCE = -1;

    /** Whether the step leads from some state of the invariant out of it. */
    boolean breaks(Step step) {
        return anyState(state -> {
            if (!holds(state)) {
                return false;
            }
            for (int actor = 0; actor < cpus; actor++) {
                for (int other = 0; other < cpus; other++) {
                    if (isEnabled(step, state, actor, other) && !holds(after(step, state, actor, other))) {
                        return true;
                    }
                }
            }
            return false;
        });
    }

    /** Whether a CPU that sleeps with work may be in no stage. */
    boolean isUncovered() {
        Response response = system.response().orElseThrow();
        return anyState(state -> {
            for (int cpu = 0; holds(state) && cpu < cpus; cpu++) {
                if (sleepsWithWork(state, cpu) && !isInOneOf(response.stages(), state, cpu)) {
                    return true;
                }
            }
            return false;
        });
    }

    /** Whether the step leads a CPU that sleeps with work to a later stage, or takes its work or its helper away. */
    boolean leadsLater(Step step) {
        return anyState(state -> {
            if (holds(state)) {
                for (int actor = 0; actor < cpus; actor++) {
                    for (int other = 0; other < (step.other().isPresent() ? cpus : 1); other++) {
                        if (isEnabled(step, state, actor, other)
                                && leadsLater(state, after(step, state, actor, other))) {
                            return true;
                        }
                    }
                }
            }
            return false;
        });
    }

    private boolean leadsLater(Map<Key, Integer> before, Map<Key, Integer> after) {
        Response response = system.response().orElseThrow();
        for (int cpu = 0; cpu < cpus; cpu++) {
            boolean isAwake = !isTrue(response.asleep().node(), after, cpu);
            for (int rank = 0; rank < response.stages().size() && sleepsWithWork(before, cpu) && !isAwake; rank++) {
                Stage stage = response.stages().get(rank);
                for (int helper = 0; helper < cpus; helper++) {
                    boolean isFine = sleepsWithWork(after, cpu)
                            && (isIn(stage, after, cpu, helper)
                                    || isInOneOf(response.stages().subList(0, rank), after, cpu));
                    if (isIn(stage, before, cpu, helper) && !isFine) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private boolean sleepsWithWork(Map<Key, Integer> state, int cpu) {
        Response response = system.response().orElseThrow();
        return isTrue(response.asleep().node(), state, cpu)
                && isTrue(response.work().node(), state, cpu);
    }

    private boolean isInOneOf(List<Stage> stages, Map<Key, Integer> state, int cpu) {
        for (Stage stage : stages) {
            for (int helper = 0; helper < cpus; helper++) {
                if (isIn(stage, state, cpu, helper)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean isIn(Stage stage, Map<Key, Integer> state, int cpu, int helper) {
        return isTrue(stage.sleeper().node(), state, cpu)
                && (!(stage.helper() instanceof Helper.SomeCpu some)
                        || isTrue(some.is().node(), state, helper));
    }

    private boolean holds(Map<Key, Integer> state) {
        for (Conjunct conjunct : system.invariant()) {
            for (int cpu = 0; cpu < cpus; cpu++) {
                if (!isTrue(conjunct.body().node(), state, cpu)) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean isEnabled(Step step, Map<Key, Integer> state, int actor, int other) {
        return isTrue(step.guard().node(), state, actor)
                && (step.other().isEmpty() || isTrue(step.other().get().node(), state, other));
    }

    private Map<Key, Integer> after(Step step, Map<Key, Integer> before, int actor, int other) {
        Map<Key, Integer> after = new HashMap<>(before);
        for (Update update : step.updates()) {
            if (update instanceof Update.OfFlag of) {
                for (int cpu = 0; cpu < cpus; cpu++) {
                    if (of.whose() == Whose.EVERY || cpu == (of.whose() == Whose.ACTOR ? actor : other)) {
                        after.put(new Key(of.flag(), cpu), isTrue(of.value().node(), before, cpu) ? 1 : 0);
                    }
                }
            } else if (update instanceof Update.OfGlobalFlag of) {
                after.put(new Key(of.flag(), ONCE), of.value() ? 1 : 0);
            } else if (update instanceof Update.OfVariable of) {
                after.put(new Key(of.variable(), ONCE), of.whose() == Whose.OTHER ? other : actor);
            }
        }
        return after;
    }

    private boolean isTrue(Node node, Map<Key, Integer> state, int cpu) {
        if (node instanceof Node.Constant is) {
            return is.value();
        } else if (node instanceof Node.IsSet is) {
            return state.get(new Key(is.flag(), cpu)) == 1;
        } else if (node instanceof Node.IsSetGlobally is) {
            return state.get(new Key(is.flag(), ONCE)) == 1;
        } else if (node instanceof Node.IsNamed is) {
            return state.get(new Key(is.variable(), ONCE)) == cpu;
        } else if (node instanceof Node.Of of) {
            return isTrue(of.body(), state, state.get(new Key(of.variable(), ONCE)));
        } else if (node instanceof Node.Somewhere some) {
            boolean found = false;
            for (int each = 0; each < cpus; each++) {
                found |= isTrue(some.body(), state, each);
            }
            return found;
        } else if (node instanceof Node.Not not) {
            return !isTrue(not.body(), state, cpu);
        } else if (node instanceof Node.All all) {
            return all.parts().stream().allMatch(part -> isTrue(part, state, cpu));
        } else if (node instanceof Node.Any any) {
            return any.parts().stream().anyMatch(part -> isTrue(part, state, cpu));
        }
        throw new IllegalArgumentException(node.toString());
    }

    private boolean anyState(Predicate<Map<Key, Integer>> wanted) {
        List<Key> keys = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        for (Variable variable : system.variables()) {
            if (variable instanceof Flag) {
                for (int cpu = 0; cpu < cpus; cpu++) {
                    keys.add(new Key(variable, cpu));
                    sizes.add(2);
                }
            } else if (variable instanceof GlobalFlag || variable instanceof CpuVariable) {
                keys.add(new Key(variable, ONCE));
                sizes.add(variable instanceof CpuVariable ? cpus : 2);
            }
        }
        return anyState(keys, sizes, 0, new HashMap<>(), wanted);
    }

    private boolean anyState(
            List<Key> keys, List<Integer> sizes, int at, Map<Key, Integer> state, Predicate<Map<Key, Integer>> wanted) {
        if (at == keys.size()) {
            return wanted.test(state);
        }
        for (int value = 0; value < sizes.get(at); value++) {
            state.put(keys.get(at), value);
            if (anyState(keys, sizes, at + 1, state, wanted)) {
                return true;
            }
        }
        return false;
    }
}
