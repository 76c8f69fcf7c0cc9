// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.induction;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wakeproof.prove.logic.CpuVariable;
import org.wakeproof.prove.logic.Fact;
import org.wakeproof.prove.logic.Flag;
import org.wakeproof.prove.logic.FormulaText;
import org.wakeproof.prove.logic.GlobalFlag;
import org.wakeproof.prove.logic.Local;
import org.wakeproof.prove.logic.Moment;
import org.wakeproof.prove.logic.ParametricSystem;
import org.wakeproof.prove.logic.Plain;
import org.wakeproof.prove.logic.Step;
import org.wakeproof.prove.logic.Update;
import org.wakeproof.prove.logic.Update.Whose;
import org.wakeproof.prove.logic.Variable;

/**
 * What may hold of a CPU at a place: that it is never there, that a flag is set or clear, that it holds a lock or does not,
 * that no CPU has a flag that others read or write, that a deadline is none or later than none, and what steps ask for.
 *
 * @param name its formula
 * @param isForPairs whether it is tried at places of two programs at once
 */
record Literal(String name, Local says, boolean isForPairs) {
    private static Literal of(Local says) {
        return new Literal(FormulaText.of(says), says, false);
    }

    private Literal forPairs() {
        return new Literal(name, says, true);
    }

    /** Those of a system; the first is never so. */
    static List<Literal> of(ParametricSystem system) {
        List<Literal> all = new ArrayList<>();
        all.add(of(Plain.constant(false)).forPairs());
        for (Variable variable : system.variables()) {
            if (variable instanceof Flag flag) {
                all.add(of(flag.isSet()));
                all.add(of(flag.isClear()));
            } else if (variable instanceof GlobalFlag flag) {
                all.add(of(flag.isSet()));
                all.add(of(flag.isClear()));
            } else if (variable instanceof CpuVariable named) {
                all.add(of(named.isThis()));
                all.add(of(Local.not(named.whileSet().isSet().and(named.isThis())))
                        .forPairs());
            } else if (variable instanceof Moment.Own time) {
                all.add(of(Moment.ZERO.isAtMost(time)));
            }
        }
        shared(system).forEach(flag -> all.add(of(Fact.nowhere(flag.isSet()))));
        Map<String, Literal> asked = new LinkedHashMap<>();
        for (Step step : system.steps()) {
            for (Local part : step.guard().parts()) {
                if (Footprint.isOfData(part.node())) {
                    for (Local each : List.of(part, part.negated())) {
                        asked.putIfAbsent(FormulaText.of(each), of(each));
                    }
                }
            }
        }
        all.forEach(literal -> asked.remove(literal.name()));
        all.addAll(asked.values());
        return List.copyOf(all);
    }

    /** Flags that steps write of other CPUs. */
    private static Set<Flag> shared(ParametricSystem system) {
        Set<Flag> shared = new LinkedHashSet<>();
        for (Step step : system.steps()) {
            for (Update update : step.updates()) {
                if (update instanceof Update.OfFlag of && of.whose() != Whose.ACTOR) {
                    shared.add(of.flag());
                }
            }
        }
        return shared;
    }
}
