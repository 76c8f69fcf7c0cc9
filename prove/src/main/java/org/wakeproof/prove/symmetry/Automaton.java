// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.symmetry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.wakeproof.explorer.Unreduced;
import org.wakeproof.explorer.Unreduced.Call;
import org.wakeproof.explorer.Unreduced.View;
import org.wakeproof.machine.Machine;

/**
 * What a CPU of the ports is seen to do: its places, with CPUs renamed, and which follows which by a step of its own in the same
 * context. Between the bodies of a {@link MaskLoop} is a place of its own, so who comes behind whom is not told.
 *
 * @param places met
 * @param edges met
 * @param strays steps in such a loop that do not lead to the next member of the mask, or leave it before the last
 */
public record Automaton(Set<String> places, Set<String> edges, Set<String> strays) {
    /** The automata of all CPUs of a machine, as far as random walks meet them. */
    public static List<Automaton> of(Machine machine, long seed, int walks, int steps) {
        List<Watcher> all = new ArrayList<>();
        for (int cpu = 0; cpu < machine.cpuCount(); cpu++) {
            all.add(new Watcher(cpu));
        }
        new Unreduced(machine).walk(seed, walks, steps, new Unreduced.Visitor() {
            @Override
            public void state(int number, View view) {
                all.forEach(each -> each.look(view));
            }

            @Override
            public void step(int from, int to, boolean isTick, String who) {
                all.forEach(each -> each.note(who));
            }

            @Override
            public void broken(int from, String rule) {
                throw new IllegalArgumentException("breaks a rule of the machine: " + rule);
            }
        });
        return all.stream().map(Watcher::automaton).toList();
    }

    /** Places and edges that are here and not there. */
    public Set<String> without(Automaton other) {
        Set<String> more = new TreeSet<>(places);
        more.addAll(edges);
        more.removeAll(other.places);
        more.removeAll(other.edges);
        return more;
    }

    /** What is seen of one CPU. */
    private static final class Watcher {
        private final int cpu;
        /** Stacks are the same objects again and again. */
        private final Map<List<Call>, String> places = new IdentityHashMap<>();

        private final Map<String, Set<String>> next = new HashMap<>();
        private final Set<String> strays = new TreeSet<>();
        private List<Call> stack = List.of();
        private List<Call> before = List.of();
        private Optional<MaskLoop> loop = Optional.empty();
        private Optional<MaskLoop> loopBefore = Optional.empty();

        Watcher(int cpu) {
            this.cpu = cpu;
        }

        void look(View view) {
            before = stack;
            loopBefore = loop;
            stack = view.stack(cpu);
            loop = MaskLoop.of(stack, loopBefore);
            place(stack);
        }

        /** The place; empty where the CPU has come to the end of its program. */
        private String place(List<Call> at) {
            return places.computeIfAbsent(at, key -> key.isEmpty() ? "" : Renaming.place(key, cpu));
        }

        void note(String who) {
            boolean isSameContext = Renaming.contexts(stack) == Renaming.contexts(before);
            if (who.equals("CPU" + cpu) && isSameContext && !before.isEmpty() && !stack.isEmpty()) {
                follow();
            }
        }

        private void follow() {
            List<String> through = MaskLoop.between(loopBefore, loop);
            String from = place(before);
            for (String between : through) {
                add(from, between);
                from = between;
            }
            add(from, place(stack));
            if (!through.isEmpty() && !MaskLoop.isInOrder(loopBefore, loop)) {
                strays.add(place(before) + " does not lead on to the next member: " + place(stack));
            }
        }

        private void add(String from, String to) {
            next.computeIfAbsent(from, key -> new HashSet<>()).add(to);
        }

        Automaton automaton() {
            Set<String> met = new TreeSet<>(places.values());
            met.remove("");
            Set<String> edges = new TreeSet<>();
            next.forEach((from, all) -> all.forEach(to -> edges.add(from + " \u2192 " + to)));
            return new Automaton(met, edges, strays);
        }
    }
}
