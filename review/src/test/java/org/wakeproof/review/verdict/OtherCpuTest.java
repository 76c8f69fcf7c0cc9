// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wakeproof.explorer.Options;
import org.wakeproof.review.Bindings;
import org.wakeproof.review.IdleCode;

/** What another CPU has pending may be anything, and what a CPU raises on itself is pending whatever softirq it is. */
class OtherCpuTest {
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "if (softirq_pending(0)) ON, VIOLATED",
        "if (!softirq_pending(0)) ON, VIOLATED",
        "if (softirq_pending(3) & 4) ON, VIOLATED",
        "if (softirq_pending(3) == 8) ON, VIOLATED",
        "if (!cpu_is_haltable(0) && cpu_is_haltable(1)) ON, VIOLATED",
        "if (!cpu_online(0)) ON, VIOLATED",
        "if (cpu_online(0)) ON, VIOLATED",
        "if (softirq_pending(0)) barrier();, HOLDS",
        "if (softirq_pending(0) && !softirq_pending(0)) barrier();, HOLDS",
        "raise_softirq(3);, VIOLATED"
    })
    void behindTheLook(String then, String verdict) {
        assertThat(verdict("OFF if (PENDING) RETURN " + then + " safe_halt();")).isEqualTo(verdict);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "OFF if (PENDING || softirq_pending(0)) RETURN safe_halt();, HOLDS",
        "OFF if (PENDING || !softirq_pending(0)) RETURN safe_halt();, HOLDS",
        "OFF if (softirq_pending(0)) RETURN safe_halt();, VIOLATED",
        "OFF if (PENDING && softirq_pending(0)) RETURN safe_halt();, VIOLATED",
        "raise_softirq(3); OFF if (PENDING) RETURN safe_halt();, INCOMPLETE",
        "raise_softirq(0); process_pending_timers(); OFF if (PENDING) RETURN safe_halt();, HOLDS"
    })
    void asTheLook(String body, String verdict) {
        assertThat(verdict(body)).isEqualTo(verdict);
    }

    private static String verdict(String body) {
        String text = "void acpi_processor_idle(void) { unsigned int cpu = smp_processor_id(); "
                + body.replace("OFF", "local_irq_disable();")
                        .replace("RETURN", "{ local_irq_enable(); return; }")
                        .replace("ON", "local_irq_enable();")
                        .replace("PENDING", "softirq_pending(cpu)")
                + " }";
        IdleCode code = IdleCode.read("own.c", text, null, Bindings.builtIn());
        assertThat(code.assumptions().unsupported()).isEmpty();
        return Review.of(code, Options.defaults().withThreads(1), false)
                .verdict()
                .toString();
    }
}
