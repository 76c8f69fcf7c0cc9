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
                "u32 *word_of(unsigned int c);\nvoid own_idle(struct x *v) { unsigned int cpu = smp_processor_id(), i; local_irq_disable();"
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
                "if (*word_of(cpu)) LEAVE | *word_of(cpu) is what is pending on this CPU",
                "u32 *p = word_of(cpu); if (*p) LEAVE | what word_of points to is what is pending on this CPU",
                "if (work_pending(cpu)) LEAVE | work_pending looks at what is pending on this CPU",
                "u32 p; fetch_softirq_pending(cpu, &p); if (p) LEAVE | fetch_softirq_pending looks at what is pending on this CPU",
                "if (*pending_word(cpu)) LEAVE | pending_word looks at what is pending on this CPU",
                "if (v->pending) LEAVE | v->pending is what is pending on this CPU",
                "if (READ_ONCE(v->irq.pending) & ALL_OF_THEM) LEAVE | v->irq.pending is what is pending on this CPU",
                "struct st st; get(&st); if (st.work) LEAVE | st.work is what is pending on this CPU",
                "if (this_cpu(work_pending)) LEAVE | this_cpu(work_pending) is what is pending on this CPU",
                "if (pending_of[cpu]) LEAVE | pending_of[cpu] is what is pending on this CPU",
                "if (need_resched_flag) LEAVE | need_resched_flag is what is pending on this CPU",
                "if (test_bit(flag, &v->work_pending)) LEAVE | test_bit(flag, &v->work_pending) is what is pending on this CPU",
                "if (test_bit(TIF_NEED_RESCHED, &v->flags)) LEAVE | test_bit(TIF_NEED_RESCHED, &v->flags) looks at what is pending on this CPU",
                "if (v->flags & TIF_NEED_RESCHED) LEAVE | TIF_NEED_RESCHED is what is pending on this CPU",
                "u32 *p = &v->pending; if (*p) LEAVE | v->pending is what is pending on this CPU",
                "if (v->ops->pending(v)) LEAVE | v->ops->pending looks at what is pending on this CPU",
                "if (atomic_read(&v->pending)) LEAVE | atomic_read looks at what is pending on this CPU",
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
                // Nobody says that there is any of these.
                "for_each_waiting(i, mask) if (softirq_pending(cpu)) LEAVE",
                "for_each_timer(i) if (softirq_pending(cpu)) LEAVE",
                "my_foreach(i) { if (softirq_pending(cpu)) LEAVE }",
                "for_each_online_cpu(i) if (softirq_pending(i)) LEAVE local_irq_enable();",
                "if (*word_of(cpu)) LEAVE local_irq_enable();",
                "if (v->pending) LEAVE local_irq_enable();",
                "if (v->mode || v->network_up) LEAVE",
                "if (v->pending) v->count++;",
                // What it holds is what the handler has set it to.
                "v->pending = softirq_pending(cpu); local_irq_enable(); if (v->pending) return;",
                "u32 pending = v->mode; if (pending) LEAVE",
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
