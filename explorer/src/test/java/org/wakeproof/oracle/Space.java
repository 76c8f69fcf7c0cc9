// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.oracle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.wakeproof.oracle.Oracle.Move;

/** All states that a system can reach, breadth first, and the steps between them. */
final class Space {
    final Description system;
    final Oracle oracle;
    final List<World> worlds = new ArrayList<>();
    final List<Integer> depths = new ArrayList<>();
    final List<List<Step>> steps = new ArrayList<>();
    /** By rule that is broken, after how many steps at least. */
    final Map<Breach.Rule, Integer> breaches = new HashMap<>();

    private final Map<World, Integer> numbers = new HashMap<>();
    private final boolean whole;

    /** A step to the state with this number, or to none where it breaks a rule. */
    record Step(String agent, int to) {
        static final int NOWHERE = -1;

        boolean isInside() {
            return !agent.equals(Oracle.OUTSIDE);
        }
    }

    Space(Description system, int limit) {
        this.system = system;
        this.oracle = new Oracle(system);
        meet(oracle.initial(), 0);
        int at = 0;
        while (at < worlds.size() && worlds.size() <= limit) {
            List<Step> out = new ArrayList<>();
            for (Move move : oracle.moves(worlds.get(at))) {
                out.add(new Step(move.agent(), follow(move, depths.get(at) + 1)));
            }
            steps.add(out);
            at++;
        }
        whole = at == worlds.size();
    }

    private int follow(Move move, int depth) {
        if (move.breach() != null) {
            breaches.merge(move.breach(), depth, Math::min);
            return Step.NOWHERE;
        }
        return meet(move.next(), depth);
    }

    private int meet(World world, int depth) {
        Integer known = numbers.putIfAbsent(world, worlds.size());
        if (known != null) {
            return known;
        }
        worlds.add(world);
        depths.add(depth);
        return worlds.size() - 1;
    }

    /** Whether the limit has not been hit. */
    boolean isWhole() {
        return whole;
    }

    int size() {
        return worlds.size();
    }
}
