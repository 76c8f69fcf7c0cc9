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

/** What is told of a handler that returns with something off, in whichever situation it does: that, and nothing of RCU. */
class LeftOffCauseTest {
    private static final String TEXT = """
            void own_idle(void)
            {
                unsigned int cpu = smp_processor_id();
                ENTER
                process_pending_softirqs();
                local_irq_disable();
                if ( !cpu_is_haltable(cpu) )
                    goto out;
                lapic_timer_off();
                mwait(0x20, 1);
                local_irq_enable();
                lapic_timer_on();
             out:
                EXIT
            }
            """;

    private static Review review(String enter, String exit) {
        String text = TEXT.replace("ENTER", enter).replace("EXIT", exit);
        return Review.of(
                IdleCode.read("own.c", text, "own_idle", Bindings.builtIn()),
                Options.defaults().withThreads(1),
                false);
    }

    private static List<String> causes(Review review) {
        return review.violated().stream()
                .flatMap(finding -> finding.causes().stream())
                .map(cause -> review.code().file().line(cause.line().line()).strip() + " "
                        + cause.line().what())
                .distinct()
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "rcu_idle_enter(cpu);, rcu_idle_exit(cpu);, local_irq_disable(); interrupts are disabled here and not enabled on the way out",
        "sched_tick_suspend();, local_irq_enable();, sched_tick_suspend(); the tick is suspended here and not resumed on the way out",
    })
    void isOnThatWay(String enter, String exit, String cause) {
        assertThat(causes(review(enter, exit))).contains(cause.replace(" and not", ", and not"));
    }

    private static List<String> lines(String body) {
        String text = "void own_idle(void) {\nunsigned int cpu = smp_processor_id();\n"
                + body.replaceAll("([;{}]) ", "$1\n") + "\n}";
        Review review = Review.of(
                IdleCode.read("own.c", text, "own_idle", Bindings.builtIn()),
                Options.defaults().withThreads(1),
                false);
        return review.violated().stream()
                .map(finding -> review.code().file().line(finding.line()).strip())
                .distinct()
                .toList();
    }

    /** Not at a look before the timer was handed over, whether mwait sleeps or its own look finds something. */
    @Test
    void behindWhereItWasHandedOver() {
        String reliable = "if (!(lapic_timer_reliable_states & (1 << cx->type))) ";
        assertThat(lines("struct acpi_processor_cx *cx = choose(); rcu_idle_enter(cpu); local_irq_disable();"
                        + " if (!cpu_is_haltable(cpu)) { local_irq_enable(); rcu_idle_exit(cpu); return; } " + reliable
                        + "lapic_timer_off(); if (cx->type >= 3) cx = power->safe_state;"
                        + " mwait_idle_with_hints(cx->address, 1); local_irq_enable(); " + reliable
                        + "lapic_timer_on(); rcu_idle_exit(cpu);"))
                .contains("mwait_idle_with_hints(cx->address, 1);")
                .noneMatch(line -> line.contains("haltable"));
    }

    /** Not at the closing brace, where nothing is to be seen: what was done last on that way decides, or the return. */
    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "local_irq_disable(); if (!softirq_pending(cpu)) { safe_halt(); } | if (!softirq_pending(cpu)) {",
                "local_irq_disable(); if (softirq_pending(cpu)) { local_irq_enable(); return; } inb(cx->address); | inb(cx->address);",
                "local_irq_disable(); if (softirq_pending(cpu)) { local_irq_enable(); return; } inb(cx->address);"
                        + " sched_tick_suspend(); sched_tick_resume(); | inb(cx->address);",
                "sched_tick_suspend(); local_irq_disable(); if (softirq_pending(cpu)) { local_irq_enable(); mb(); }"
                        + " else { safe_halt(); sched_tick_resume(); } | if (softirq_pending(cpu)) {",
                "local_irq_disable(); if (softirq_pending(cpu)) { return; } safe_halt(); | return;",
            })
    void atTheEndOfTheText(String body, String line) {
        assertThat(lines(body)).contains(line).doesNotContain("}");
    }
}
