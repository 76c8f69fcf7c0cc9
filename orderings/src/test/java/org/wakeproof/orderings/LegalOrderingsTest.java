// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.orderings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wakeproof.orderings.Ordering.Kind;

/** Which orderings there are. */
class LegalOrderingsTest {
    private static final int SIX_FACTORIAL = 720;
    private static final int FIVE_FACTORIAL = 120;

    private static long count(List<Ordering> orderings, Kind kind) {
        return orderings.stream().filter(ordering -> ordering.kind() == kind).count();
    }

    @Test
    void ofTheIdleEntry() {
        List<Ordering> orderings = LegalOrderings.of(Paths.named("idle-entry"));
        assertThat(orderings.get(0).letters()).isEqualTo("TSIPCBZ");
        assertThat(orderings).doesNotHaveDuplicates();
        // sleep is last, and in half of the orders of the other six the state is selected before the broadcast.
        assertThat(count(orderings, Kind.PERMUTATION)).isEqualTo(SIX_FACTORIAL / 2);
        // Likewise without one of four steps; without the broadcast any order; select-state and sleep stay.
        assertThat(count(orderings, Kind.OMISSION)).isEqualTo(4 * FIVE_FACTORIAL / 2 + FIVE_FACTORIAL);
        // A second copy goes to seven places, of which two beside the first are the same; broadcast only behind select.
        assertThat(count(orderings, Kind.DUPLICATION)).isEqualTo(5 * 6 + 1);
    }

    @Test
    void ofTheOtherPaths() {
        assertThat(count(LegalOrderings.of(Paths.named("idle-return")), Kind.PERMUTATION))
                .isEqualTo(2);
        assertThat(count(LegalOrderings.of(Paths.named("idle-exit")), Kind.PERMUTATION))
                .isEqualTo(6);
        assertThat(count(LegalOrderings.of(Paths.named("block")), Kind.PERMUTATION))
                .isEqualTo(24);
        assertThat(count(LegalOrderings.of(Paths.named("poll")), Kind.PERMUTATION))
                .isEqualTo(SIX_FACTORIAL);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "idle-entry | suspend-tock | there is no step 'suspend-tock' in idle-entry; there is suspend-tick, softirq-pass, interrupts-off, pending-check, select-state, broadcast-enter, sleep, timer-pass, online-check",
                "idle-entry | interrupts-off,select-state | not an ordering of idle-entry: sleep comes once, and last: it ends the entry",
                "idle-entry | SLEEP | not an ordering of idle-entry: sleep needs select-state before it: the CPU sleeps in the state that was selected",
                "idle-entry | TBCZ | not an ordering of idle-entry: broadcast-enter needs select-state before it: the state says whether the LAPIC timer stops",
                "idle-entry | interrupts-off,sleep | not an ordering of idle-entry: sleep needs select-state before it: the CPU sleeps in the state that was selected",
                "idle-entry | TTTCZ | a step comes at most twice, suspend-tick does not",
                "idle-exit | sleep | there is no step 'sleep' in idle-exit; there is interrupts-on, broadcast-exit, resume-tick",
            })
    void whatIsNoneIsRefused(String path, String typed, String message) {
        assertThatThrownBy(() -> Paths.named(path).parse(typed))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void namesAndLettersAreTheSame() {
        OrderedPath block = Paths.named("block");
        assertThat(block.parse("unmask, set-blocked,check-events,raise-schedule"))
                .isEqualTo(block.parse("UBER"))
                .isEqualTo(block.steps());
    }
}
