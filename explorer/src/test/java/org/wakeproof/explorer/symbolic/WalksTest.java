// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.symbolic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What random walks get to know: states that can be reached, what changes in them, and what agents touch. */
class WalksTest {
    private static Behaviour counter(int variable, int most) {
        return new Behaviour(state -> {
            state.begin();
            if (state.get(variable) < most) {
                state.set(variable, state.get(variable) + 1);
                state.end();
            }
        });
    }

    private static BitSet bits(int... some) {
        BitSet bits = new BitSet();
        for (int each : some) {
            bits.set(each);
        }
        return bits;
    }

    /** Walks end where both have come to their end, and begin anew: each of the twenty states but the first is met. */
    @Test
    void aSmallSystemIsMetWhole() {
        Behaviour one = counter(0, 3);
        Behaviour other = counter(2, 4);
        Walks walks = new Walks(new int[3], List.of(one, other), null, () -> {});
        walks.run();
        Set<List<Integer>> met = new HashSet<>();
        walks.sample().forEach(state -> met.add(Variables.list(state)));
        Set<List<Integer>> expected = new HashSet<>();
        for (int zero = 0; zero <= 3; zero++) {
            for (int two = 0; two <= 4; two++) {
                expected.add(List.of(zero, 0, two));
            }
        }
        expected.remove(List.of(0, 0, 0));
        assertThat(met).isEqualTo(expected);
        assertThat(walks.changing()).isEqualTo(bits(0, 2));
        assertThat(one.footprint(new int[3])).isEqualTo(new Footprint(bits(0), bits(0)));
        assertThat(other.footprint(new int[3])).isEqualTo(new Footprint(bits(2), bits(2)));
    }

    /** Of long walks a sample is kept, of early states and late ones. */
    @Test
    void aSampleOfALargeSystemIsBounded() {
        Walks walks = new Walks(new int[1], List.of(counter(0, 1_000_000)), null, () -> {});
        walks.run();
        assertThat(walks.sample()).hasSize(1_500);
        assertThat(walks.sample().stream().filter(state -> state[0] > 1_000))
                .as("the 1500 states that are met first are not kept all")
                .isNotEmpty();
        assertThat(walks.sample().stream().filter(state -> state[0] <= 1_000)).isNotEmpty();
    }

    /** The slow one needs the fast one to have come far. */
    @Test
    void whatCanOnlyHappenLateIsMet() {
        Behaviour late = new Behaviour(state -> {
            state.begin();
            if (state.get(0) == 1_000) {
                state.set(1, 1);
                state.end();
            }
        });
        Walks walks = new Walks(new int[2], List.of(counter(0, 1_000), late), null, () -> {});
        walks.run();
        assertThat(walks.changing()).isEqualTo(bits(0, 1));
    }

    @Test
    void whoWatchesCanEndThem() {
        int[] looks = {0};
        Walks walks = new Walks(new int[1], List.of(counter(0, 1_000_000)), null, () -> {
            if (++looks[0] == 3) {
                throw new IllegalStateException("enough");
            }
        });
        assertThatThrownBy(walks::run).hasMessage("enough");
        assertThat(walks.sample()).as("a look each 200 steps").hasSize(400);
    }
}
