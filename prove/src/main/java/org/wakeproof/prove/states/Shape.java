// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.states;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.wakeproof.prove.logic.CpuVariable;
import org.wakeproof.prove.logic.GlobalFlag;
import org.wakeproof.prove.logic.Moment;
import org.wakeproof.prove.logic.ParametricSystem;
import org.wakeproof.prove.logic.Program;
import org.wakeproof.prove.logic.Variable;

/** States of a system with so many CPUs as numbers: where each variable of each CPU is. */
public final class Shape {
    private final int cpus;
    private final Map<Variable, Integer> first = new HashMap<>();
    private final List<Variable> at = new ArrayList<>();
    private final List<Integer> whose = new ArrayList<>();

    public Shape(ParametricSystem system, int cpus) {
        this.cpus = cpus;
        for (Variable variable : system.variables()) {
            first.put(variable, at.size());
            int copies = variable instanceof GlobalFlag
                            || variable instanceof Moment.Global
                            || variable instanceof CpuVariable
                    ? 1
                    : cpus;
            for (int copy = 0; copy < copies; copy++) {
                at.add(variable);
                whose.add(copies == 1 ? -1 : copy);
            }
        }
    }

    public int cpus() {
        return cpus;
    }

    /** Whether the system has a variable. */
    public boolean has(Variable variable) {
        return first.containsKey(variable);
    }

    /** The place of a variable that exists once. */
    public int of(Variable variable) {
        return first.get(variable);
    }

    /** The place of a CPU's variable. */
    public int of(Variable variable, int cpu) {
        return first.get(variable) + cpu;
    }

    public int[] initial() {
        return new int[at.size()];
    }

    /** The variable at a place. */
    public Variable at(int place) {
        return at.get(place);
    }

    /** In words, without what is as at first; times as from {@code now}. */
    public String words(int[] state, int now) {
        StringBuilder text = new StringBuilder();
        for (int place = 0; place < state.length; place++) {
            if (state[place] != 0) {
                text.append(text.length() == 0 ? "" : ", ").append(word(state, place, now));
            }
        }
        return text.toString();
    }

    private String word(int[] state, int place, int now) {
        Variable variable = at.get(place);
        String owner = whose.get(place) < 0 ? "" : "CPU" + whose.get(place) + " ";
        if (variable instanceof Program<?> program) {
            return owner + program.name() + " at " + program.name(state[place]);
        } else if (variable instanceof Moment) {
            return owner + variable.name() + " = now" + (state[place] < now ? "" : "+") + (state[place] - now);
        }
        return owner + variable.name() + (variable instanceof CpuVariable ? " is CPU" + state[place] : "");
    }
}
