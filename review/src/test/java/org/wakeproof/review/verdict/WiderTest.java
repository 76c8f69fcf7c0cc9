// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wakeproof.explorer.Options;
import org.wakeproof.review.Bindings;
import org.wakeproof.review.IdleCode;

/** Real machines have CPUs, C-states, deadlines and flags that the one of the run does not have. */
class WiderTest {
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '#',
            value = {
                "if (cpu < 64 && PENDING) RETURN # on CPU64: cpu < 64 is false (line 2)",
                "if (cpu < 2 && PENDING) RETURN # on CPU2: cpu < 2 is false (line 2)",
                "if (cpu != 77 && PENDING) RETURN # on CPU77: cpu != 77 is false (line 2)",
                "if ((cpu & 3) == 3) goto sleep; if (PENDING) RETURN sleep: # on CPU3: (cpu & 3) == 3 is true (line 2)",
                "u8 id = cpu; if (softirq_pending(id)) RETURN # on CPU256",
                "if (softirq_pending(cpu % 16)) RETURN # on CPU16",
                "if (cpu > 64 || PENDING) RETURN # holds",
                "if (cpu > 64) goto out; if (PENDING) RETURN safe_halt(); out: local_irq_enable(); return; # holds",
                "unsigned int id = cpu + 1 - 1; if (softirq_pending(id)) RETURN # holds"
            })
    void cpus(String body, String expected) {
        assertThat(reason(body)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '#',
            value = {
                "if (cx->type <= 3 && PENDING) RETURN # in a C-state of type 4 with the hint 0x30: cx->type <= 3 is false (line 2)",
                "if (cx->type > 3 || PENDING) RETURN # holds",
                "if (cx->type > 3) return; if (PENDING) RETURN # in a C-state of type 4 with the hint 0x30: cx->type > 3 is true (line 2)",
                "if (cx->type > 3) RETURN if (PENDING) RETURN # holds",
                "if (!(cx->address & 0xf) && PENDING) RETURN # in a C-state of type 1 with the hint 0x01: cx->address & 0xf is true (line 2)",
                "if (cx->address == 0x60) goto sleep; if (PENDING) RETURN sleep: # in a C-state of type 7 with the hint 0x60: cx->address == 0x60 is true (line 2)",
                "if (cx->entry_method != ACPI_CSTATE_EM_NONE && PENDING) RETURN # where entry_method is ACPI_CSTATE_EM_NONE: cx->entry_method != ACPI_CSTATE_EM_NONE is false (line 2)",
                "if (cx->entry_method == ACPI_CSTATE_EM_NONE || PENDING) RETURN # holds",
                "if (!(lapic_timer_reliable_states & (1 << 3)) && PENDING) RETURN # where lapic_timer_reliable_states is 0xe: lapic_timer_reliable_states & (1 << 3) is true (line 2)",
                "if (PENDING) RETURN if (cx->type == 2 || cx->type == 3) lapic_timer_off(); mwait_idle_with_hints(cx->address, 1); local_irq_enable(); if (cx->type == 2 || cx->type == 3) lapic_timer_on(); return; # in a C-state of type 4 with the hint 0x30",
                "if (PENDING) RETURN if (cx->type > 1) lapic_timer_off(); mwait_idle_with_hints(cx->address, 1); local_irq_enable(); if (cx->type > 1) lapic_timer_on(); return; # holds"
            })
    void states(String body, String expected) {
        assertThat(reason(body)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '#',
            value = {
                "if (this_cpu(timer_deadline) - NOW() < 250000 && PENDING) RETURN # where deadlines are multiples of 1000000 away: this_cpu(timer_deadline) - NOW() < 250000 is false (line 2)",
                "if (this_cpu(timer_deadline) - NOW() > 250000 || PENDING) RETURN # holds",
                "if (flags == (X86_EFLAGS_IF | 2) && PENDING) RETURN # where saved flags hold 0x6 besides the interrupt flag: flags == (X86_EFLAGS_IF | 2) is false (line 2)",
                "if (!(flags & 0x40) && PENDING) RETURN # where saved flags hold 0x46 besides the interrupt flag: flags & 0x40 is true (line 2)",
                "if (PENDING) { if (flags & X86_EFLAGS_IF) local_irq_enable(); return; } # holds"
            })
    void timesAndFlags(String body, String expected) {
        assertThat(reason(body)).isEqualTo(expected);
    }

    private static String reason(String body) {
        String text =
                "void acpi_processor_idle(struct acpi_processor_cx *cx) { unsigned long flags; unsigned int cpu = smp_processor_id();\n"
                        + "local_irq_save(flags); "
                        + body.replace("RETURN", "{ local_irq_enable(); return; }")
                                .replace("PENDING", "softirq_pending(cpu)")
                        + " safe_halt(); }";
        IdleCode code = IdleCode.read("own.c", text, null, Bindings.builtIn());
        Review review = Review.of(code, Options.defaults().withThreads(1), false);
        return switch (review.verdict()) {
            case HOLDS -> "holds";
            case VIOLATED -> "violated";
            default -> String.join("; ", review.assumptions().unsupported()).replace("a wake-up can be lost ", "");
        };
    }
}
