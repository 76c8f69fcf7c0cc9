// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.Verdict;
import org.wakeproof.review.Bindings;
import org.wakeproof.review.IdleCode;

/** What is violated only if something that nobody knows is no look at what is pending is not called VIOLATED. */
class DoubtTest {
    private static Review review(String look) {
        String text =
                "u32 *word_of(unsigned int c);\nvoid own_idle(void) { unsigned int cpu = smp_processor_id(), i; local_irq_disable();"
                        + look.replace("LEAVE", "{ local_irq_enable(); return; }") + " safe_halt(); }";
        return Review.of(
                IdleCode.read("own.c", text, "own_idle", Bindings.builtIn()),
                Options.defaults().withThreads(1),
                false);
    }

    /** Each with what has to be so, and is in doubt. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "for_each_online_cpu(i) if (softirq_pending(i)) LEAVE | for_each_online_cpu(i) runs at least once",
                "for_each_cpu(i, cpumask_of(cpu)) if (softirq_pending(i)) LEAVE | for_each_cpu(i, cpumask_of(cpu)) runs at least once",
                "for_each_timer(i) if (softirq_pending(cpu)) LEAVE | for_each_timer(i) runs at least once",
                "my_foreach(i) { if (softirq_pending(cpu)) LEAVE } | my_foreach(i) runs at least once",
                "if (*word_of(cpu)) LEAVE | *word_of(cpu) is what is pending on this CPU",
                "u32 *p = word_of(cpu); if (*p) LEAVE | what word_of points to is what is pending on this CPU",
                "if (work_pending(cpu)) LEAVE | work_pending looks at what is pending on this CPU",
                "if (__builtin_choose_expr(1, softirq_pending(cpu), 0)) LEAVE | __builtin_choose_expr looks at what is pending on this CPU",
                "if (*pending_word(cpu)) LEAVE | pending_word looks at what is pending on this CPU",
            })
    void isIncompleteAndNamed(String line) {
        String[] parts = line.split(" \\| ");
        Review review = review(parts[0]);
        assertThat(review.verdict()).isEqualTo(Verdict.INCOMPLETE);
        assertThat(review.assumptions().unsupported())
                .contains("unless " + parts[1] + " (own.c:2), a wake-up can be lost");
    }

    /** Whatever that is, a wake-up can be lost. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "for_each_online_cpu(i) count(i);",
                "for_each_timer(i) if (softirq_pending(cpu)) break;",
                "for_each_online_cpu(i) if (softirq_pending(i)) LEAVE local_irq_enable();",
                "if (*word_of(cpu)) LEAVE local_irq_enable();",
                "if (work_pending(cpu)) LEAVE raise_softirq(TIMER_SOFTIRQ);",
                "u32 *p = word_of(cpu); if (softirq_pending(0)) LEAVE",
                // Nobody says that this CPU is one of these.
                "for_each_cpu(i, mask) if (softirq_pending(i)) LEAVE",
                "if (may_sleep(cpu)) safe_halt();"
            })
    void isViolatedAllTheSame(String look) {
        assertThat(review(look).verdict()).isEqualTo(Verdict.VIOLATED);
    }
}
