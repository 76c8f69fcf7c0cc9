// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.Verdict;
import org.wakeproof.review.Bindings;
import org.wakeproof.review.IdleCode;

/** A CPU that stays awake loses no wake-up: of a handler that sleeps in some situations, the others say nothing. */
class NeverSleepsTest {
    private static Review review(String body) {
        IdleCode code =
                IdleCode.read("own.c", "void acpi_processor_idle(void) { " + body + " }", null, Bindings.builtIn());
        return Review.of(code, Options.defaults().withThreads(1), false);
    }

    /** To suspend the tick raises TIMER where no other timer is due before, which this handler does not process. */
    @Test
    void whereTheTickIsTheOnlyTimer() {
        Review review = review(
                "sched_tick_suspend(); local_irq_disable();"
                        + " if (!softirq_pending(smp_processor_id())) safe_halt(); else local_irq_enable(); sched_tick_resume();");
        assertThat(review.verdict()).isEqualTo(Verdict.HOLDS);
        Finding alone = review.findings().get(0);
        assertThat(alone.situation()).hasToString("idle-once --cstate c3 --timers none");
        assertThat(alone.properties()).contains("the CPU never sleeps here").doesNotContain("sometimes asleep");
    }

    /** What is pending stays so until it is processed. */
    @Test
    void anywhere() {
        Review review = review("local_irq_disable(); if (softirq_pending(smp_processor_id()))"
                + " if (!softirq_pending(smp_processor_id())) safe_halt(); local_irq_enable();");
        assertThat(review.verdict()).isEqualTo(Verdict.INCOMPLETE);
        assertThat(review.whyIncomplete())
                .isEqualTo("acpi_processor_idle can go to sleep, and in none of the situations ever does");
    }
}
