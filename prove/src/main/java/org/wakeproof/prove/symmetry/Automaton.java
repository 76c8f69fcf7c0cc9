// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.symmetry;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.wakeproof.explorer.Unreduced;
import org.wakeproof.explorer.Unreduced.View;
import org.wakeproof.machine.Machine;

/**
 * What a CPU of the ports is seen to do: its places, with CPUs renamed, and which follows which by a step of its own in the same
 * context.
 *
 * @param places met
 * @param edges met
 */
public record Automaton(Set<String> places, Set<String> edges) {
    private Automaton() {
        this(new TreeSet<>(), new TreeSet<>());
    }

    /** The automata of all CPUs of a machine, as far as random walks meet them. */
    public static List<Automaton> of(Machine machine, long seed, int walks, int steps) {
        List<Automaton> all = new ArrayList<>();
        for (int cpu = 0; cpu < machine.cpuCount(); cpu++) {
            all.add(new Automaton());
        }
        new Unreduced(machine).walk(seed, walks, steps, new Watcher(all));
        return List.copyOf(all);
    }

    /** Places and edges that are here and not there. */
    public Set<String> without(Automaton other) {
        Set<String> more = new TreeSet<>(places);
        more.addAll(edges);
        more.removeAll(other.places);
        more.removeAll(other.edges);
        return more;
    }

    private static final class Watcher implements Unreduced.Visitor {
        private final List<Automaton> all;
        private final String[] places;
        private final int[] contexts;
        private final String[] before;
        private final int[] contextsBefore;

        Watcher(List<Automaton> all) {
            this.all = all;
            places = new String[all.size()];
            before = new String[all.size()];
            contexts = new int[all.size()];
            contextsBefore = new int[all.size()];
        }

        @Override
        public void state(int number, View view) {
            for (int cpu = 0; cpu < all.size(); cpu++) {
                before[cpu] = places[cpu];
                contextsBefore[cpu] = contexts[cpu];
                places[cpu] = Renaming.place(view.stack(cpu), cpu);
                contexts[cpu] = Renaming.contexts(view.stack(cpu));
                if (places[cpu] != null) {
                    all.get(cpu).places.add(places[cpu]);
                }
            }
        }

        @Override
        public void step(int from, int to, boolean isTick, String who) {
            for (int cpu = 0; cpu < all.size(); cpu++) {
                boolean isOwn = who.equals("CPU" + cpu) && contexts[cpu] == contextsBefore[cpu];
                if (isOwn && before[cpu] != null && places[cpu] != null) {
                    all.get(cpu).edges.add(before[cpu] + " \u2192 " + places[cpu]);
                }
            }
        }

        @Override
        public void broken(int from, String rule) {
            throw new IllegalArgumentException("breaks a rule of the machine: " + rule);
        }
    }
}
