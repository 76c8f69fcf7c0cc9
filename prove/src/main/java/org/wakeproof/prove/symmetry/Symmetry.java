// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.symmetry;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.wakeproof.machine.Machine;

/**
 * Compares the automata of the ports' CPUs, with their numbers renamed, at two, three and four CPUs, of which CPU0 only takes
 * interrupts and the others idle. Random walks meet them, so what is rare may be missing from each.
 */
public final class Symmetry {
    /** How many walks are taken with each number of CPUs. */
    public static final int WALKS = 200;

    private static final int STEPS = 4_000;
    private static final int SEED = 1;

    private final List<Automaton> two;
    private final List<Automaton> three;
    private final List<Automaton> four;

    /** @param ports the ports with a number of CPUs, sealed */
    public Symmetry(IntFunction<Machine> ports) {
        two = Automaton.of(ports.apply(2), SEED, WALKS, STEPS);
        three = Automaton.of(ports.apply(3), SEED, WALKS, STEPS);
        four = Automaton.of(ports.apply(4), SEED, WALKS, STEPS);
    }

    /** What each CPU that idles does where there are three; the first of them stands for all if there are no differences. */
    public Automaton idling() {
        return three.get(1);
    }

    /**
     * Places and transitions that one idling CPU has and another has not, with three or four; or CPU0 with three or four. And
     * where a loop over a mask does not go through its members one by one.
     */
    public Set<String> differences() {
        List<Automaton> idle = new ArrayList<>(three.subList(1, three.size()));
        idle.addAll(four.subList(1, four.size()));
        Set<String> differences = new TreeSet<>(between(three.get(0), four.get(0)));
        for (Automaton each : idle) {
            differences.addAll(between(idling(), each));
        }
        Stream.of(two, three, four).flatMap(List::stream).forEach(each -> differences.addAll(each.strays()));
        return differences;
    }

    private static Set<String> between(Automaton one, Automaton other) {
        Set<String> differences = new TreeSet<>(one.without(other));
        differences.addAll(other.without(one));
        return differences;
    }

    /** What an idling CPU does where there are three, and not where it is the only one that idles. */
    public Set<String> onlyWithOthers() {
        return idling().without(two.get(1));
    }

    /** What it does only where it is alone. */
    public Set<String> onlyAlone() {
        return two.get(1).without(idling());
    }
}
