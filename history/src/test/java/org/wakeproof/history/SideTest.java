// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.history;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is typed for a side, and for the same with more. */
class SideTest {
    @ParameterizedTest
    @CsvSource({
        "idle-tick --variant v1 --timers none, idle-tick --variant v1 --timers none --cpus 3",
        "tick-under-guest --cpus 1 --variant timers-only, tick-under-guest --variant timers-only --cpus 2",
        "fair-share, fair-share --cpus 2",
        "tickle, tickle --cpus 3",
    })
    void oneCpuMoreThanIsSaidOrUsual(String line, String more) {
        assertThat(Side.holds(line).withOneMoreCpu()).contains(Side.holds(more));
    }

    @ParameterizedTest
    @CsvSource({"poll --memory tso", "shared-channel"})
    void thereAreNoMoreWhereEachHasAPart(String line) {
        assertThat(Side.holds(line).withOneMoreCpu()).isEmpty();
    }
}
