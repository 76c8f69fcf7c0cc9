// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.Verdict;
import org.wakeproof.review.Bindings;
import org.wakeproof.review.IdleCode;

/** What a patch does, in words, where both versions lose something. */
class ComparisonTest {
    private static final String BLIND = "local_irq_disable(); safe_halt();";
    private static final String RIGHT =
            "local_irq_disable(); if (softirq_pending(cpu)) { local_irq_enable(); return; } safe_halt();";
    /** Processes softirqs before it sleeps, so one that is offline by then goes to sleep (F04). */
    private static final String INSIDE = "do_softirq(); " + RIGHT;

    private static Comparison of(String before, String after) {
        return Comparison.of(review(before), review(after));
    }

    private static Review review(String body) {
        String text = "void own_idle(void) { unsigned cpu = smp_processor_id(); " + body + " }";
        IdleCode code = IdleCode.read("own.c", text, "own_idle", Bindings.builtIn());
        return Review.of(code, Options.defaults().withThreads(1), false);
    }

    @Test
    void whatWasSoBeforeIsNotNew() {
        Comparison same = of(BLIND, BLIND + " rmb();");
        assertThat(same.effect()).isEqualTo("the patch changes no verdict");
        assertThat(same.isOf(Verdict.VIOLATED)).isFalse();
    }

    @Test
    void whatBreaksOrRepairsASituationSaysHowMany() {
        assertThat(of(RIGHT, INSIDE).effect()).isEqualTo("the patch breaks 1 situation");
        assertThat(of(INSIDE, RIGHT).effect()).isEqualTo("the patch repairs 1 situation");
    }

    /** A LAPIC timer that is stopped is asked about from then on. */
    @Test
    void whatIsAskedForTheFirstTimeIsSaidBeside() {
        Comparison more = of(BLIND, "lapic_timer_off(); " + BLIND + " lapic_timer_on();");
        assertThat(more.effect()).endsWith(" VIOLATED that was not asked before");
        assertThat(more.isOf(Verdict.VIOLATED)).isTrue();
    }
}
