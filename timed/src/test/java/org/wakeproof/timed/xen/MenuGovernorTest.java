// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.xen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The menu governor, on C-states of 3, 20 and 200 us. */
class MenuGovernorTest {
    private static final int MS = 1_000_000;
    private final MenuGovernor governor = new MenuGovernor(List.of(3L, 20L, 200L));

    @Test
    void beginsShallow() {
        assertThat(governor.select(100L * MS)).isZero();
    }

    @Test
    void goesAsDeepAsDeadlineAndLastSleepAllow() {
        governor.select(100L * MS);
        governor.reflect(10 * MS);
        assertThat(governor.select(100L * MS)).isEqualTo(2);
        assertThat(governor.select(150_000))
                .as("150 us are too short for the deepest")
                .isEqualTo(1);
        assertThat(governor.select(5_000)).as("5 us for any but the first").isZero();
    }

    @Test
    void takesADeadlineFarAheadModulo32Bits() {
        governor.select(100L * MS);
        governor.reflect(10 * MS);
        // (u32) (2^32 ns + 10 us) is 10 us.
        assertThat(governor.select((1L << 32) + 10_000)).isZero();
    }
}
