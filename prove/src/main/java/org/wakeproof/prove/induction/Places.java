// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.induction;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.wakeproof.prove.logic.Flag;
import org.wakeproof.prove.logic.Node;
import org.wakeproof.prove.logic.ParametricSystem;
import org.wakeproof.prove.logic.Program;
import org.wakeproof.prove.logic.Step;
import org.wakeproof.prove.logic.Update;
import org.wakeproof.prove.logic.Update.Whose;
import org.wakeproof.prove.logic.Variable;

/**
 * Where one CPU is: the places of its programs, and the flags on which depends whether its interrupts are on. Nothing else
 * is known, so most formulas are neither true nor false.
 */
record Places(Map<Variable, Integer> values) {
    /** All that there are. */
    static List<Places> all(ParametricSystem system) {
        List<Places> all = List.of(new Places(Map.of()));
        for (Variable variable : variables(system)) {
            List<Places> more = new ArrayList<>();
            for (Places each : all) {
                for (int value = 0; value < (variable instanceof Program<?> program ? program.size() : 2); value++) {
                    more.add(each.with(variable, value));
                }
            }
            all = more;
        }
        return all;
    }

    /** In the order of the system, so that of several cycles always the same is told. */
    private static List<Variable> variables(ParametricSystem system) {
        Set<Variable> read =
                Footprint.reads(system.response().orElseThrow().interruptible().node());
        return system.variables().stream()
                .filter(each -> each instanceof Program || each instanceof Flag && read.contains(each))
                .toList();
    }

    /**
     * Looks at a step wherever its actor is.
     *
     * @throws IllegalArgumentException if it leads another CPU elsewhere, which the graph of one CPU would not show
     */
    static void checkLeadsNobodyElse(ParametricSystem system, Step step) {
        List<Variable> known = variables(system);
        for (Update update : step.updates()) {
            if (known.contains(update.written()) && whose(update) != Whose.ACTOR) {
                throw unknown(step);
            }
        }
    }

    private static Whose whose(Update update) {
        if (update instanceof Update.OfProgram of) {
            return of.whose();
        }
        return ((Update.OfFlag) update).whose();
    }

    private Places with(Variable variable, int value) {
        Map<Variable, Integer> more = new LinkedHashMap<>(values);
        more.put(variable, value);
        return new Places(more);
    }

    boolean isTrue(Node node) {
        return value(node).equals(Optional.of(true));
    }

    boolean isFalse(Node node) {
        return value(node).equals(Optional.of(false));
    }

    /** Whether a step writes anything that is known of its actor. */
    boolean isWrittenBy(Step step) {
        return step.updates().stream().map(Update::written).anyMatch(values::containsKey);
    }

    /**
     * Where the actor of a step is behind it.
     *
     * @throws IllegalArgumentException if it leads to nowhere that is known
     */
    Places behind(Step step) {
        Places behind = this;
        for (Update update : step.updates()) {
            if (values.containsKey(update.written())) {
                behind = behind.with(update.written(), written(step, update));
            }
        }
        return behind;
    }

    private int written(Step step, Update update) {
        if (update instanceof Update.OfProgram of) {
            return of.place();
        }
        return value(((Update.OfFlag) update).value().node()).orElseThrow(() -> unknown(step)) ? 1 : 0;
    }

    private static IllegalArgumentException unknown(Step step) {
        return new IllegalArgumentException(
                "'" + step.name() + "' decides where another CPU is, or leaves open whether interrupts are on");
    }

    private Optional<Boolean> value(Node node) {
        if (node instanceof Node.Constant is) {
            return Optional.of(is.value());
        } else if (node instanceof Node.IsSet is) {
            return Optional.ofNullable(values.get(is.flag())).map(value -> value == 1);
        } else if (node instanceof Node.IsAt is) {
            return Optional.ofNullable(values.get(is.program())).map(is.places()::contains);
        } else if (node instanceof Node.Not not) {
            return value(not.body()).map(value -> !value);
        } else if (node instanceof Node.All all) {
            return joined(all.parts(), false);
        } else if (node instanceof Node.Any any) {
            return joined(any.parts(), true);
        }
        return Optional.empty();
    }

    private Optional<Boolean> joined(List<Node> parts, boolean deciding) {
        boolean isKnown = true;
        for (Node part : parts) {
            Optional<Boolean> value = value(part);
            if (value.equals(Optional.of(deciding))) {
                return value;
            }
            isKnown &= value.isPresent();
        }
        return isKnown ? Optional.of(!deciding) : Optional.empty();
    }
}
