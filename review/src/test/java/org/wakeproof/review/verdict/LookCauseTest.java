// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wakeproof.explorer.Options;
import org.wakeproof.review.Bindings;
import org.wakeproof.review.IdleCode;

/** Which line is told of a handler that looks at the softirqs in vain, or not at all. */
class LookCauseTest {
    private static Review review(String body) {
        String text = "static spinlock_t lock;\nvoid own_idle(void) {\nunsigned int cpu = smp_processor_id();\n"
                + body.replaceAll("([;}]) ", "$1\n") + "\n}";
        return Review.of(
                IdleCode.read("own.c", text, "own_idle", Bindings.builtIn()),
                Options.defaults().withThreads(1),
                false);
    }

    private static List<String> lines(Review review) {
        return review.violated().stream()
                .map(finding -> review.code().file().line(finding.line()).strip())
                .distinct()
                .toList();
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "unsigned int seen = softirq_pending(cpu); local_irq_disable(); if (!seen) safe_halt(); local_irq_enable();"
                        + " | unsigned int seen = softirq_pending(cpu);",
                "local_irq_disable(); if (!(softirq_pending(cpu) & 2)) safe_halt(); local_irq_enable();"
                        + " | if (!(softirq_pending(cpu) & 2)) safe_halt();",
                "local_irq_disable(); if (softirq_pending(cpu)) safe_halt(); local_irq_enable();"
                        + " | if (softirq_pending(cpu)) safe_halt();",
                // It is offline from there on, but whoever looks sees that.
                "do_softirq(); local_irq_disable(); safe_halt(); | safe_halt();",
            })
    void theLineThatIsWrong(String body, String line) {
        assertThat(lines(review(body))).isNotEmpty().containsOnly(line);
    }

    /** But for a CPU that is alone, which has no other's to look at. */
    @Test
    void aLookAtAnotherCpu() {
        Review review = review(
                "local_irq_disable(); unsigned int seen = softirq_pending(cpu ^ 1); if (!seen) safe_halt(); local_irq_enable();");
        assertThat(review.violated())
                .filteredOn(finding -> !finding.situation().toString().contains("--cpus 1"))
                .isNotEmpty()
                .extracting(finding -> review.code().file().line(finding.line()).strip())
                .containsOnly("unsigned int seen = softirq_pending(cpu ^ 1);");
    }

    /** Softirqs that are processed behind the look, too: it is not the missing look that is told. */
    @Test
    void whereItGoesOffline() {
        assertThat(lines(review("local_irq_disable(); if (!cpu_is_haltable(cpu)) { local_irq_enable(); return; }"
                        + " local_irq_enable(); do_softirq(); local_irq_disable();"
                        + " if (!softirq_pending(cpu)) safe_halt(); local_irq_enable();")))
                .contains("do_softirq();");
    }

    /** Where it is taken, and not wherever the handler is when an interrupt waits for it. */
    @Test
    void aLockThatIsHeldWithInterruptsOn() {
        Review review = review("lapic_timer_off(); local_irq_disable(); if (cpu_is_haltable(cpu)) mwait(0x20, 1);"
                + " local_irq_enable(); lapic_timer_on();");
        assertThat(lines(review)).contains("lapic_timer_off();").doesNotContain("void own_idle(void) {");
        assertThat(review.violated())
                .flatExtracting(Finding::causes)
                .extracting(Cause::kind)
                .contains(Cause.Kind.TAKES_LOCK_WITH_INTERRUPTS_ON);
    }
}
