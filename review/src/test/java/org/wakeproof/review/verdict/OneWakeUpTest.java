// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.Searches;
import org.wakeproof.explorer.Verdict;
import org.wakeproof.review.Bindings;
import org.wakeproof.review.IdleCode;

/** A handler that says by in_mwait that it needs no interrupt has to look again once its monitor sees what comes. */
class OneWakeUpTest {
    private static final Situation IN_MWAIT = new Situation(Situation.IN_MWAIT, Map.of());

    @ParameterizedTest(name = "{1}: {0}")
    @CsvSource({
        "SET MONITOR LOOK MWAIT CLEAR, HOLDS",
        "ASM MONITOR LOOK MWAIT CLEAR, HOLDS",
        // What is raised between the look and the arming of the monitor is seen by nobody.
        "SET LOOK MONITOR MWAIT CLEAR, VIOLATED",
        "SET MONITOR MWAIT CLEAR, VIOLATED",
        "MONITOR LOOK SET MWAIT CLEAR, HOLDS",
        "LOOK SET MONITOR MWAIT CLEAR, VIOLATED"
    })
    void stepsBeforeTheSleep(String steps, Verdict verdict) {
        String body = steps.replace("SET", "stat->in_mwait = 1;")
                .replace(
                        "ASM", "alternative_io(\"movb $1, %[in_mwait]\", \"\", X, [in_mwait] \"=m\" (stat->in_mwait));")
                .replace("CLEAR", "} stat->in_mwait = 0;")
                .replace("MONITOR", "monitor(word, 0, 0);")
                .replace("LOOK", "if (*word) skip = 1;")
                .replace("MWAIT", "if (!skip) { mwait(cx->address, 1);");
        String text = "void acpi_processor_idle(void) { struct acpi_processor_cx *cx = choose(); int skip = 0;"
                + " irq_cpustat_t *stat = &irq_stat[smp_processor_id()]; unsigned int *word = &stat->__softirq_pending;"
                + " local_irq_disable(); if (!*word) { " + body + " } local_irq_enable(); }";
        IdleCode code = IdleCode.read("own.c", text, null, Bindings.builtIn());
        assertThat(Situations.of(code)).contains(IN_MWAIT);
        Review review = Review.of(code, List.of(IN_MWAIT), Options.defaults().withThreads(1), false, new Searches());
        assertThat(review.verdict()).isEqualTo(verdict);
        assertThat(review.assumptions().unsupported()).isEmpty();
    }

    /** A softirq that the handler does not see is not done before the next interrupt. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "pending, HOLDS",
        "pending != 0, HOLDS",
        "(u32)pending, HOLDS",
        "pending == 1, VIOLATED",
        "pending & 2, VIOLATED",
        "pending % 2, VIOLATED",
        "(u8)pending, VIOLATED",
        "(signed char)pending > 0, VIOLATED"
    })
    void whichSoftirqsItSees(String condition, Verdict verdict) {
        String text = "void acpi_processor_idle(void) { unsigned long pending; local_irq_disable();"
                + " pending = softirq_pending(smp_processor_id());"
                + " if (" + condition + ") { local_irq_enable(); return; } safe_halt(); }";
        IdleCode code = IdleCode.read("own.c", text, null, Bindings.builtIn());
        assertThat(code.tellsSoftirqsApart()).isEqualTo(verdict == Verdict.VIOLATED);
        Situation any = new Situation(Situation.EACH_SOFTIRQ, Map.of());
        assertThat(Review.of(code, List.of(any), Options.defaults().withThreads(1), false, new Searches())
                        .verdict())
                .isEqualTo(verdict);
    }
}
