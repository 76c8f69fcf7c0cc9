// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerbsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "R: softirq_pending[1] is 0 | reads softirq_pending[1] as 0",
                "IO: read TMCCT[0] is 3 | reads TMCCT[0] as 3",
                "R: sees state other than START | sees state other than START",
                "R: deadline < now | finds deadline < now",
                "NOW(): timer_deadline[0] is now-1 | reads timer_deadline[0], which is now-1",
                "W: done = 0 | writes done = 0",
                "IO: TMICT[0] = NOW() + 1 | writes TMICT[0] = NOW() + 1",
                "A: set TIMER in softirq_pending[1] | sets TIMER in softirq_pending[1]",
                "A: set TIMER in softirq_pending[1], already set | sets TIMER in softirq_pending[1], which is set already",
                "A: set TIMER in word, was clear, beside flag = 1 | sets TIMER in word, beside flag = 1",
                "A: clear CPU1 in mask, was set | clears CPU1 in mask",
                "A: clear CPU1 in mask, was clear | clears CPU1 in mask, which is clear already",
                "A: done += 1, now 2 | adds 1 to done, which is now 2",
                "A: word from 0 to 1 | changes word from 0 to 1",
                "A: leaves word, which is 1 by now | leaves word, which is 1 by now",
                "L+ HPET.lock | takes HPET.lock",
                "L- HPET.lock | releases HPET.lock",
                "finds taken schedule_lock[1] | finds schedule_lock[1] taken",
                "IPI: event check to CPU1 | sends the event check interrupt to CPU1",
                "irq- | turns interrupts off",
                "irq+ (already) | turns interrupts on (already)",
                "falls asleep in C1 (hlt) | falls asleep in C1 (hlt)",
            })
    void theNotationOfTracesHasWords(String notation, String words) {
        assertThat(Verbs.of(notation)).isEqualTo(words);
        assertThat(Verbs.isDeed(notation)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"ASSERT(cpu < nr_cpu_ids): the mask is empty", "the ticker is set in data that is gone"})
    void theMessageOfAnAssertionIsNoDeed(String message) {
        assertThat(Verbs.of(message)).isEqualTo(message);
        assertThat(Verbs.isDeed(message)).isFalse();
    }
}
