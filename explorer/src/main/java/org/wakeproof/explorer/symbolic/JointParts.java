// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.symbolic;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** The parts of a {@link Joint} as agents of one footprint each. */
final class JointParts {
    private final Joint joint;
    private final List<Behaviour> guards = new ArrayList<>();
    private final List<Behaviour> actions = new ArrayList<>();

    JointParts(Joint joint) {
        this.joint = joint;
        joint.allGuards().forEach(guard -> guards.add(Behaviour.ofOneFootprint(Agent.where(guard))));
        joint.actions().forEach(action -> actions.add(Behaviour.ofOneFootprint(agent(List.of(action)))));
    }

    private static Agent agent(List<Joint.Action> actions) {
        return state -> {
            state.begin();
            actions.forEach(action -> action.apply(state));
            state.end();
        };
    }

    List<Behaviour> guards() {
        return guards;
    }

    List<Behaviour> actions() {
        return actions;
    }

    /** A part, and the one that remembers what it touches. */
    record Part(Behaviour behaviour, Behaviour home) {}

    /** Guards, and actions such that one changes no level that another touches: those that do are made one. */
    List<Part> apart(Levels levels) {
        List<TreeSet<Integer>> clusters = new ArrayList<>();
        for (int action = 0; action < actions.size(); action++) {
            clusters.add(new TreeSet<>(List.of(action)));
        }
        while (join(clusters, levels)) {
            // Until none are left to join.
        }
        List<Part> apart = new ArrayList<>();
        guards.forEach(guard -> apart.add(new Part(guard, guard)));
        clusters.forEach(cluster -> apart.add(new Part(together(cluster), actions.get(cluster.first()))));
        return apart;
    }

    private boolean join(List<TreeSet<Integer>> clusters, Levels levels) {
        for (int later = 1; later < clusters.size(); later++) {
            for (int earlier = 0; earlier < later; earlier++) {
                if (touch(clusters.get(earlier), levels).isDisturbedBy(touch(clusters.get(later), levels))) {
                    clusters.get(earlier).addAll(clusters.remove(later));
                    return true;
                }
            }
        }
        return false;
    }

    private Touch touch(TreeSet<Integer> cluster, Levels levels) {
        return cluster.stream()
                .map(action -> levels.touch(only(actions.get(action))))
                .reduce(Touch.NOTHING, Touch::and);
    }

    private static Footprint only(Behaviour behaviour) {
        return behaviour.footprint(new int[0]);
    }

    private Behaviour together(TreeSet<Integer> cluster) {
        if (cluster.size() == 1) {
            return actions.get(cluster.first());
        }
        Behaviour together = Behaviour.ofOneFootprint(
                agent(cluster.stream().map(joint.actions()::get).toList()));
        cluster.forEach(action -> together.widen(new int[0], only(actions.get(action)), -1));
        return together;
    }
}
