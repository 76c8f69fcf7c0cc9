// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.Verdict;
import org.wakeproof.review.Bindings;
import org.wakeproof.review.IdleCode;

/** Who goes round until nothing is pending, and processes nothing, waits for itself. */
class ComesBackTest {
    private static final String SLEEP =
            "local_irq_disable(); if (cpu_is_haltable(cpu)) safe_halt(); else local_irq_enable();";

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "while (softirq_pending(cpu)) cpu_relax(); SLEEP, VIOLATED",
        "do cpu_relax(); while (softirq_pending(cpu)); SLEEP, VIOLATED",
        "again: if (softirq_pending(cpu)) goto again; SLEEP, VIOLATED",
        "while (softirq_pending(cpu) & 0x40) cpu_relax(); SLEEP, VIOLATED",
        "for (;;) { SLEEP }, VIOLATED",
        "for (;;) { SLEEP process_pending_softirqs(); }, VIOLATED",
        "while (softirq_pending(cpu) & 2) process_pending_softirqs(); SLEEP, VIOLATED",
        "while (softirq_pending(cpu)) something(); SLEEP, INCOMPLETE",
        "something(); while (softirq_pending(cpu)) cpu_relax(); SLEEP, VIOLATED",
        "while (softirq_pending(cpu)) do_softirq(); SLEEP, HOLDS",
        // Nobody takes the CPU offline here but the idle loop.
        "for (;;) { SLEEP do_softirq(); }, VIOLATED",
        "for (;;) { if (cpu_is_offline(cpu)) play_dead(); SLEEP do_softirq(); }, HOLDS",
        "while (!softirq_pending(cpu)) cpu_relax(); SLEEP, INCOMPLETE",
        "while (*other) cpu_relax(); SLEEP, HOLDS",
        "for (;;) { SLEEP if (*other) return; }, INCOMPLETE",
        "for (int n = 0; n < 3; n++) if (softirq_pending(cpu)) cpu_relax(); SLEEP, HOLDS"
    })
    void asWorkedOut(String body, Verdict expected) {
        assertThat(review(body).verdict()).isEqualTo(expected);
    }

    @Test
    void theLineIsThatOfTheLoop() {
        Review review = review("\nwhile (softirq_pending(cpu))\ncpu_relax();\nSLEEP");
        assertThat(review.findings())
                .filteredOn(finding -> finding.verdict() == Verdict.VIOLATED)
                .singleElement()
                .satisfies(finding -> assertThat(finding.line()).isEqualTo(2));
    }

    @Test
    void whatNobodyKnowsMayProcess() {
        assertThat(review("while (softirq_pending(cpu)) something(); SLEEP").whyIncomplete())
                .isEqualTo(
                        "unless a call of which nothing is known processes softirqs, or a condition changes, nobody ever does");
    }

    private static Review review(String body) {
        String text = "void acpi_processor_idle(void) { unsigned int cpu = smp_processor_id(); "
                + body.replace("SLEEP", SLEEP) + " }";
        IdleCode code = IdleCode.read("own.c", text, null, Bindings.builtIn());
        return Review.of(code, Options.defaults().withThreads(1), false);
    }
}
