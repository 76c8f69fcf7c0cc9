// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.symbolic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Where variables lie, from the top: by who touches them. */
class LevelOrderTest {
    private static final int VARIABLES = 10;
    /** The keys of two sites. */
    private static final int KEY_A = 0;

    private static final int KEY_B = 1;

    private static Behaviour behaviour(int key) {
        return new Behaviour(new Agent() {
            @Override
            public void steps(Local state) {
                throw new AssertionError("nobody asks");
            }

            @Override
            public int key() {
                return key;
            }
        });
    }

    /** Steps of an agent, where its key has a value, read some variables. */
    private static void reads(Behaviour agent, int value, int... variables) {
        int[] state = new int[VARIABLES];
        if (agent.key() != Agent.NO_KEY) {
            state[agent.key()] = value;
        }
        agent.widen(state, Footprint.ofReads(variables), Agent.NO_KEY);
    }

    private static List<List<Integer>> levels(List<Behaviour> agents, List<int[]> sample, int... changing) {
        BitSet all = new BitSet();
        IntStream.of(changing).forEach(all::set);
        return Arrays.stream(new LevelOrder(VARIABLES, agents).of(all, sample))
                .map(level -> Arrays.stream(level).boxed().toList())
                .toList();
    }

    private static List<List<Integer>> alone(int... variables) {
        return IntStream.of(variables).mapToObj(List::of).toList();
    }

    /**
     * Site A lies at 0, its key just above, and B at 1, its key just below. 2 is A's alone and 3 B's alone. 4 is touched by
     * both, once each, so it lies at a half; 5 by A once and by B twice, at two thirds. 6 is touched by somebody without a site together with 7, which
     * B touches: neither is B's alone, and both lie at 1. What is touched by somebody without a site only lies at 0.
     */
    @Test
    void eachLiesNearThoseWhoTouchIt() {
        Behaviour a = behaviour(KEY_A);
        Behaviour b = behaviour(KEY_B);
        Behaviour other = behaviour(Agent.NO_KEY);
        Behaviour lonely = behaviour(Agent.NO_KEY);
        reads(a, 0, 2, 4, 5);
        reads(b, 0, 3, 4, 5);
        reads(b, 1, 5, 7);
        reads(other, 0, 6, 7);
        reads(lonely, 0, 8);
        assertThat(levels(List.of(a, other, b, lonely), List.of(), 0, 1, 2, 3, 4, 5, 6, 7, 8))
                .isEqualTo(alone(KEY_A, 2, 8, 4, 5, 3, 6, 7, KEY_B));
    }

    @Test
    void whatDoesNotChangeHasNoLevel() {
        Behaviour a = behaviour(KEY_A);
        reads(a, 0, 2, 3);
        assertThat(levels(List.of(a), List.of(), 3)).isEqualTo(alone(3));
    }

    /** Several agents may go by one key, as what interrupts a CPU goes by its call stack. */
    @Test
    void agentsOfOneKeyAreOneSite() {
        Behaviour a = behaviour(KEY_A);
        Behaviour again = behaviour(KEY_A);
        Behaviour b = behaviour(KEY_B);
        reads(a, 0, 2);
        reads(again, 0, 2, 4);
        reads(b, 0, 4, 3);
        assertThat(levels(List.of(a, again, b), List.of(), 0, 1, 2, 3, 4)).isEqualTo(alone(KEY_A, 2, 4, 3, KEY_B));
    }

    /** 2 and 3 are always equal, 4 is whatever it likes. */
    @Test
    void variablesOfASiteThatChangeTogetherShareALevel() {
        Behaviour a = behaviour(KEY_A);
        reads(a, 0, 2, 3, 4);
        List<int[]> sample = new ArrayList<>();
        for (int two = 0; two < 3; two++) {
            for (int four = 0; four < 3; four++) {
                sample.add(new int[] {0, 0, two, two, four, 0, 0, 0, 0, 0});
            }
        }
        assertThat(levels(List.of(a), sample, 0, 2, 3, 4)).containsExactly(List.of(KEY_A), List.of(4), List.of(2, 3));
    }

    /** To write is to touch, too. */
    @Test
    void whatIsOnlyWrittenLiesNearItsWriters() {
        Behaviour a = behaviour(KEY_A);
        Behaviour b = behaviour(KEY_B);
        a.widen(new int[VARIABLES], Footprint.NOTHING.andWrite(2), Agent.NO_KEY);
        assertThat(levels(List.of(a, b), List.of(), 0, 1, 2)).isEqualTo(alone(KEY_A, 2, KEY_B));
    }
}
