// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.symbolic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Random walks, to get to know what agents touch and which variables change. */
final class Walks {
    private static final int SHORTEST = 100;
    private static final int LONGEST = 5_000;
    private static final int SPEEDS = 10;
    /** As long as nothing new is met for as many steps again, times this, as it took to meet the last new thing. */
    private static final int PATIENCE = 1;

    private static final int LEAST = 2_000;
    /** After so many steps somebody looks whether to go on. */
    private static final int PORTION = 200;

    private static final int MOST = 100_000;
    /** So many times as there are agents, one is chosen by its speed. */
    private static final int ATTEMPTS = 4;

    private static final int SAMPLE = 1_500;

    private final int[] initial;
    private final List<Behaviour> agents;
    private final JointParts joint;
    private final Local local;
    private final BitSet changing = new BitSet();
    private final SplittableRandom random = new SplittableRandom(1);
    private final double[] speeds;
    private final List<int[]> sample = new ArrayList<>();
    private final Runnable watch;
    private int steps;
    private int lastNews;

    /**
     * @param joint null for none
     * @param watch called again and again; what it throws ends the walks
     */
    Walks(int[] initial, List<Behaviour> agents, @Nullable JointParts joint, Runnable watch) {
        this.watch = watch;
        this.initial = initial;
        this.agents = agents;
        this.joint = joint;
        this.local = new Local(initial.length);
        this.speeds = new double[agents.size() + (joint == null ? 0 : 1)];
    }

    /** Walks until nothing new has been met for a while. */
    void run() {
        int[] state = null;
        int rest = 0;
        for (steps = 0; steps < Math.min(MOST, LEAST + (1 + PATIENCE) * lastNews); steps++) {
            if (steps % PORTION == 0) {
                watch.run();
            }
            if (state == null || rest == 0) {
                state = initial.clone();
                rest = random.nextInt(SHORTEST, LONGEST);
                chooseSpeeds();
            }
            state = next(state);
            rest--;
        }
    }

    /** Some of the states that have been met. */
    List<int[]> sample() {
        return sample;
    }

    /** The variables that have been seen to change. */
    BitSet changing() {
        return changing;
    }

    /** Some agents are much faster than others, in each walk others. */
    private void chooseSpeeds() {
        for (int agent = 0; agent < speeds.length; agent++) {
            speeds[agent] = 1.0 / (1 << random.nextInt(SPEEDS));
        }
    }

    /** A state after this one, or null where nothing changes any more. */
    private int @Nullable [] next(int[] state) {
        int count = speeds.length;
        for (int attempt = 0; attempt < ATTEMPTS * count; attempt++) {
            int agent = random.nextInt(count);
            int[] next = random.nextDouble() < speeds[agent] ? after(state, agent) : null;
            if (next != null) {
                return next;
            }
        }
        int first = random.nextInt(count);
        for (int i = 0; i < count; i++) {
            int[] next = after(state, (first + i) % count);
            if (next != null) {
                return next;
            }
        }
        return null;
    }

    /** Another state that a step of an agent leads to. */
    private int @Nullable [] after(int[] state, int agent) {
        List<int[]> outcomes = agent == agents.size() ? jointly(state) : ask(agents.get(agent), state);
        int[] next = outcomes.isEmpty() ? state : outcomes.get(random.nextInt(outcomes.size()));
        if (Arrays.equals(next, state)) {
            return null;
        }
        note(next);
        remember(next);
        return next;
    }

    /** Keeps a sample in which all states that are met have the same chance to be. */
    private void remember(int[] state) {
        if (sample.size() < SAMPLE) {
            sample.add(state);
        } else {
            int place = random.nextInt(steps + 1);
            if (place < SAMPLE) {
                sample.set(place, state);
            }
        }
    }

    private List<int[]> ask(Behaviour behaviour, int[] state) {
        local.reset(null);
        local.assume(state);
        local.ask(behaviour.agent());
        local.check();
        Footprint known = behaviour.footprint(state);
        if (!local.staysWithin(known)) {
            behaviour.widen(state, local.touched(known), local.firstRead());
            lastNews = steps;
        }
        return local.outcomes();
    }

    private List<int[]> jointly(int[] state) {
        for (Behaviour guard : joint.guards()) {
            if (ask(guard, state).isEmpty()) {
                return List.of();
            }
        }
        int[] after = state;
        for (Behaviour action : joint.actions()) {
            after = ask(action, after).get(0);
        }
        return List.of(after);
    }

    private void note(int[] state) {
        for (int variable = 0; variable < state.length; variable++) {
            if (state[variable] != initial[variable] && !changing.get(variable)) {
                changing.set(variable);
                lastNews = steps;
            }
        }
    }
}
