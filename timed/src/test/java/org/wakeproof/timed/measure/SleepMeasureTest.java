// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.SleepState;
import org.wakeproof.machine.Vector;
import org.wakeproof.timed.run.CStateTimes;

/** What is counted of a sleep. */
class SleepMeasureTest {
    private static final long US = 1000;
    private static final long MS = 1_000_000;

    /** 10 us to enter a state, and 200 us to leave it. */
    static final CStateTimes TIMES = new CStateTimes() {
        @Override
        public long entry(SleepState state) {
            return 10 * US;
        }

        @Override
        public long exit(SleepState state) {
            return 200 * US;
        }
    };

    /** It is awake, as from 4.8 to 5 ms and to the end, until it is in the state at 1.01 ms. */
    @Test
    void whoEntersOrLeavesACStateIsAwake() {
        SleepMeasure measure = new SleepMeasure(1, 1, 0, cpu -> 0, TIMES);
        Vector foreign = new Machine(1, 1000, 1, 2).vector("foreign", () -> {});
        measure.wakes(0, SleepState.C3, 0, 0, 0, foreign);
        measure.fallsAsleep(0, SleepState.C3, 1 * MS);
        measure.wakes(0, SleepState.C3, 1 * MS, 4800 * US, 5 * MS, foreign);
        measure.finish(6 * MS);
        SleepMeasure.OfCpu counted = measure.cpu(0);
        assertThat(counted.asleep()).isEqualTo(3790 * US);
        assertThat(counted.awake()).isEqualTo(6 * MS - 3790 * US);
        assertThat(measure.packagesAwake()).containsExactly(counted.awake());
        assertThat(counted.residencies(SleepState.C3).getMaxValue()).isBetween(3790L, 3792L);
    }
}
