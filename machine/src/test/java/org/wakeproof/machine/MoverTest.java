// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A step that consists of two moves only as both do. */
class MoverTest {
    @ParameterizedTest
    @EnumSource
    void whatMovesBothWaysLeavesItToTheOther(Mover mover) {
        assertThat(Mover.BOTH.and(mover)).isEqualTo(mover);
        assertThat(mover.and(Mover.BOTH)).isEqualTo(mover);
        assertThat(mover.and(mover)).isEqualTo(mover);
        assertThat(mover.and(Mover.NEITHER)).isEqualTo(Mover.NEITHER);
        assertThat(Mover.NEITHER.and(mover)).isEqualTo(Mover.NEITHER);
    }

    @Test
    void oneToTheRightAndOneToTheLeftMoveToNeither() {
        assertThat(Mover.RIGHT.and(Mover.LEFT)).isEqualTo(Mover.NEITHER);
        assertThat(Mover.LEFT.and(Mover.RIGHT)).isEqualTo(Mover.NEITHER);
    }
}
