// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.Searches;
import org.wakeproof.explorer.Verdict;
import org.wakeproof.review.Bindings;
import org.wakeproof.review.IdleCode;
import org.wakeproof.review.Xen;

/** Which line is told where a monitor is armed too late, or for something else: its own, and not that of the sleep. */
class MonitorCauseTest {
    private static final String HEAD =
            "static void arm(const void *at) { asm volatile (\"monitor\" : : \"a\" (at), \"c\" (0), \"d\" (0)); }\n"
                    + "static void wait(unsigned int eax) { asm volatile (\"mwait\" : : \"a\" (eax), \"c\" (1)); }\n"
                    + "static void arm_and_wait(const void *at, unsigned int eax) {\narm(at);\nwait(eax);\n}\n"
                    + "void acpi_processor_idle(void) {\nstruct acpi_processor_cx *cx = choose();\n"
                    + "unsigned int cpu = smp_processor_id();\nirq_cpustat_t *stat = &irq_stat[cpu];\n"
                    + "unsigned int *word = &stat->__softirq_pending;\n";

    private static String line(String body, Xen xen, String scenario) {
        return line(body, xen, new Situation(scenario, Map.of()));
    }

    private static String line(String body, Xen xen, Situation situation) {
        String text = HEAD + body.replaceAll("([;{}]) ", "$1\n") + "\n}";
        IdleCode code = IdleCode.read("own.c", text, null, Bindings.builtIn());
        Finding finding = situation.explore(code, xen, Options.defaults().withThreads(1), new Searches());
        assertThat(finding.verdict()).isEqualTo(Verdict.VIOLATED);
        return code.file().line(finding.line()).strip();
    }

    @ParameterizedTest(name = "{1} of {0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "if (!*word) { arm(word); wait(cx->address); } | arm(word);",
                "if (!*word) { arm_and_wait(word, cx->address); } | arm(at);",
                "arm(current); if (!*word) wait(cx->address); | arm(current);",
                "arm(&softirq_pending(0)); if (!*word) wait(cx->address); | arm(&softirq_pending(0));",
            })
    void theMonitorOfToday(String sleep, String line) {
        String body = "local_irq_disable(); stat->in_mwait = 1; " + sleep + " stat->in_mwait = 0; local_irq_enable();";
        assertThat(line(body, Xen.TODAY, "in-mwait")).isEqualTo(line);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "FLAG if (!*word) { arm(&mwait_wakeup(cpu)); wait(cx->address); }",
        // Who has set the bit before looks at the flag behind it.
        "if (!*word) { arm(&mwait_wakeup(cpu)); FLAG wait(cx->address); }",
    })
    void theMonitorOf2014(String sleep) {
        String body = "local_irq_disable(); " + sleep.replace("FLAG", "cpumask_set_cpu(cpu, &cpuidle_mwait_flags);")
                + " cpumask_clear_cpu(cpu, &cpuidle_mwait_flags); local_irq_enable();";
        assertThat(line(body, Xen.XEN_2014, "mwait-wakeup")).isEqualTo("arm(&mwait_wakeup(cpu));");
    }

    /** A promise without a look behind it is not the monitor's fault. */
    @Test
    void aMonitorInItsPlace() {
        String body = "local_irq_disable(); if (!*word) { stat->in_mwait = 1; arm(word); local_irq_enable();"
                + " local_irq_disable(); halt(); stat->in_mwait = 0; } local_irq_enable();";
        assertThat(line(body, Xen.TODAY, "in-mwait")).isNotEqualTo("arm(word);");
    }
}
