// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.Verdict;
import org.wakeproof.review.Bindings;
import org.wakeproof.review.IdleCode;

/** What is passed to calls, what they set, and in which order C works it out. */
class CallsTest {
    private static final String OUTSIDE = "struct s { unsigned int cpu; };"
            + "static int off(void) { local_irq_disable(); return 0; }"
            + "static void dump(unsigned int *c) { for_each_cpu ( *c, &mask ) trace(*c); }"
            + "static void on(int *p) { local_irq_enable(); }"
            + "static void doze(int x, unsigned int p) { if (p) local_irq_enable(); else safe_halt(); }";

    private static Review review(String system, String body) {
        String text = OUTSIDE + " void own_idle(void) { unsigned int cpu = smp_processor_id(), i;"
                + body.replace("LEAVE", "{ local_irq_enable(); return; }") + " }";
        return Review.of(
                IdleCode.read("own.c", text, "own_idle", Bindings.of(system)),
                Options.defaults().withThreads(1),
                false);
    }

    /** The head of a loop of which only the name is known may set what it names: the CPU, which is another one behind it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "for_each_online_cpu ( (cpu) ) trace(cpu); local_irq_disable(); if (softirq_pending(cpu)) LEAVE safe_halt();",
                "for_each_cpu_and ( (cpu), &a, &b ) trace(cpu); local_irq_disable(); if (softirq_pending(cpu)) LEAVE safe_halt();",
                "struct s c = { smp_processor_id() }; for_each_online_cpu ( c.cpu ) trace(c.cpu); local_irq_disable(); if (softirq_pending(c.cpu)) LEAVE safe_halt();",
                "unsigned int c[2] = { cpu }; for_each_online_cpu ( c[0] ) trace(c[0]); local_irq_disable(); if (softirq_pending(c[0])) LEAVE safe_halt();",
                "unsigned int *c = &cpu; for_each_online_cpu ( *c ) trace(*c); local_irq_disable(); if (softirq_pending(cpu)) LEAVE safe_halt();",
                "dump(&cpu); local_irq_disable(); if (softirq_pending(cpu)) LEAVE safe_halt();",
            })
    void theHeadOfALoopMaySetWhatItNames(String body) {
        assertThat(review("xen", body).verdict()).isEqualTo(Verdict.INCOMPLETE);
    }

    /** One of them disables interrupts, and the other one is the look: which comes first C leaves open. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "doze(off(), softirq_pending(cpu));",
                "if (off() | softirq_pending(cpu)) LEAVE safe_halt();",
                "if (softirq_pending(cpu) + off()) LEAVE safe_halt();",
            })
    void theOrderOfArgumentsIsOpen(String body) {
        assertThat(review("xen", body).assumptions().unsupported())
                .anyMatch(each -> each.startsWith("the order in which C leaves it open to work this out: "));
        assertThat(review("xen", body).verdict()).isEqualTo(Verdict.INCOMPLETE);
    }

    /** A single effect, or looks alone, have no order that matters. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "doze(off(), i); local_irq_disable(); if (softirq_pending(cpu)) LEAVE safe_halt();",
                "local_irq_disable(); if (softirq_pending(cpu) | softirq_pending(0)) LEAVE safe_halt();",
                "if (off() || softirq_pending(cpu)) LEAVE safe_halt();",
                "local_irq_disable(); doze(cpu, softirq_pending(cpu));",
            })
    void orHasNoMeaning(String body) {
        assertThat(review("xen", body).assumptions().unsupported())
                .noneMatch(each -> each.startsWith("the order in which C"));
    }

    /** By their names these change what decides, and nobody has said how; each handler would be right without the call, or with it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "local_irq_disable(); if (softirq_pending(cpu)) LEAVE arch_set_softirq(nr, cpu); safe_halt();",
                "local_irq_disable(); if (softirq_pending(cpu)) LEAVE set_softirq(nr); safe_halt();",
                "local_irq_disable(); set_in_mwait(cpu); if (softirq_pending(cpu)) LEAVE safe_halt(); clear_in_mwait(cpu);",
                "guard(irqsave)(); if (softirq_pending(cpu)) return; safe_halt();",
                "own_irq_disable(); if (softirq_pending(cpu)) LEAVE safe_halt();",
                "local_irq_disable(); __attribute__((cleanup(on))) int guard = 0; if (softirq_pending(cpu)) return; safe_halt();",
            })
    void aNameThatTellsLeavesItOpen(String body) {
        assertThat(review("xen", body).verdict()).isEqualTo(Verdict.INCOMPLETE);
    }
}
