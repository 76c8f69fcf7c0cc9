// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.wakeproof.machine.Field;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.State;

/** What would be if something had not been done. */
class OverlayTest {
    private final Machine machine = new Machine(1);
    private final Field flag = machine.word("flag", 1, 0).field();
    private final Field next = machine.word("next", 7, 3).field();
    private final State start = new TimelineBuilder.Initial();

    @Test
    void itDiffersInWhatIsSetAndNothingElse() {
        Overlay otherwise = new Overlay(start).with(flag, 1);

        assertThat(otherwise.get(flag)).isEqualTo(1);
        assertThat(otherwise.get(next)).isEqualTo(3);
        assertThat(start.get(flag)).isZero();
        assertThat(otherwise.refutes(state -> state.get(flag) == 0)).isTrue();
        assertThat(otherwise.refutes(state -> state.get(flag) == 1)).isFalse();
    }

    /** A list with one link changed may lead round in a circle, or to nowhere. */
    @Test
    void aPredicateThatDoesNotComeToAnEndRefutesNothing() {
        assertThat(new Overlay(start).with(next, 1).refutes(state -> {
                    while (state.get(next) != 3) {
                        // follows the link to itself
                    }
                    return false;
                }))
                .isFalse();
        assertThat(new Overlay(start).with(next, 7).refutes(state -> new int[] {0, 0, 0, 0}[state.get(next)] != 0))
                .isFalse();
    }
}
