// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Who acts first. */
class EventQueueTest {
    @Test
    void isWhoeverIsDueFirstAndOfThoseTheLowestNumber() {
        Random random = new Random(1);
        EventQueue queue = new EventQueue(9);
        long[] times = new long[9];
        java.util.Arrays.fill(times, EventQueue.NEVER);
        for (int i = 0; i < 2000; i++) {
            int agent = random.nextInt(9);
            times[agent] = random.nextInt(8) == 0 ? EventQueue.NEVER : random.nextInt(30);
            queue.set(agent, times[agent]);
            int first = 0;
            for (int each = 1; each < 9; each++) {
                first = times[each] < times[first] ? each : first;
            }
            assertThat(queue.first()).isEqualTo(first);
            assertThat(queue.earliest()).isEqualTo(times[first]);
        }
    }
}
