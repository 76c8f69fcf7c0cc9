// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;

/** What is counted of timers that are set, that expire, and that do not. */
class LatenessMeasureTest {
    private static final long MS = 1_000_000;

    private final Procedure timer = new Machine(1, 1000, 1, 2).procedure("timer", () -> {});
    private final LatenessMeasure measure =
            new LatenessMeasure(new HashMap<>(), 0, new SleepMeasure(1, 1, 0, cpu -> 0, SleepMeasureTest.TIMES));

    /** Of the four, a jiffy of 4 ms more than a second, and two seconds. */
    @Test
    void aTimerOfJustASecondIsNotSetForMoreThanASecond() {
        for (long length : List.of(996, 1000, 1004, 2000)) {
            measure.sets(timer, 0, length * MS);
        }
        assertThat(measure.shareAskedBeyond(1)).isEqualTo(0.5);
    }

    /** It is due at 10 ms; what is up to 5 ms late may yet be on its way. */
    @Test
    void aTimerIsOverdueUntilItExpires() {
        measure.sets(timer, 0, 10 * MS);
        assertThat(measure.overdue(15 * MS)).isEmpty();
        assertThat(measure.overdue(30 * MS)).containsExactly(20 * MS);
        measure.calls(0, timer, 30 * MS);
        assertThat(measure.overdue(40 * MS)).isEmpty();
    }
}
