// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.Verdict;
import org.wakeproof.review.Bindings;
import org.wakeproof.review.IdleCode;

/** A loss that is one only because a counter is not followed far enough is none. */
class CountersTest {
    private static Review review(String body) {
        String text = "void own_idle(void) { unsigned int cpu = smp_processor_id(); int i, p = 0;\n"
                + body.replace("LEAVE", "{ local_irq_enable(); return; }") + "\n}";
        return Review.of(
                IdleCode.read("own.c", text, "own_idle", Bindings.builtIn()),
                Options.defaults().withThreads(1),
                false);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "local_irq_disable(); for (i = 0; i < 100; i++) p += i; if (i == 100 && softirq_pending(cpu)) LEAVE safe_halt();",
                "local_irq_disable(); for (i = 0; i < 100; i++) if (i == 99) p = softirq_pending(cpu); if (p) LEAVE safe_halt();",
                "local_irq_disable(); for (i = 1000; i--; ) cpu_relax(); if (i == -1 && softirq_pending(cpu)) LEAVE safe_halt();",
                "for (i = 0; i < 100; i++) mb(); local_irq_disable(); if (i == 100 && softirq_pending(cpu)) LEAVE safe_halt();",
                "for (i = 0; i < 1000000; i++) cpu_relax(); local_irq_disable(); if (softirq_pending(cpu)) LEAVE safe_halt();",
            })
    void areFollowed(String body) {
        assertThat(review(body).verdict()).isEqualTo(Verdict.HOLDS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "local_irq_disable(); for (i = 0; i < 100; i++) p += i; if (i == 99 && softirq_pending(cpu)) LEAVE safe_halt();",
                "local_irq_disable(); for (i = 0; i < 1000000; i++) cpu_relax(); if (i == 9 && softirq_pending(cpu)) LEAVE safe_halt();",
                "for (i = 0; i < 1000000; i++) { if (softirq_pending(cpu)) return; cpu_relax(); } safe_halt();",
                "for (i = 0; i < polls; i++) { if (softirq_pending(cpu)) return; cpu_relax(); } safe_halt();",
                "for (i = 0; i < 100; i++) cpu_relax(); safe_halt();",
            })
    void lossesStay(String body) {
        assertThat(review(body).verdict()).isEqualTo(Verdict.VIOLATED);
    }

    /** Nobody counts so far; that the loop comes to its end is taken to be so for the handler's sake. */
    @Test
    void whatIsFurtherAwayIsIncompleteAndNamed() {
        Review review = review(
                "local_irq_disable(); for (i = 0; i < 1000000; i++) cpu_relax(); if (i == 1000000 && softirq_pending(cpu)) LEAVE safe_halt();");
        assertThat(review.verdict()).isEqualTo(Verdict.INCOMPLETE);
        assertThat(review.assumptions().unsupported())
                .containsExactly("unless i is counted to the end of its loop (own.c:2), a wake-up can be lost");
    }
}
