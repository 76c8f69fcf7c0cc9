// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.Searches;
import org.wakeproof.review.Bindings;
import org.wakeproof.review.IdleCode;
import org.wakeproof.review.Xen;

/** Xen's bool_t was a char up to July 2016, which keeps no more than eight of eleven softirqs. */
class NarrowBoolTest {
    private static Review review(String outside, String look, String xen) {
        String text = outside
                + "\nvoid own_idle(void) {\n    unsigned int cpu = smp_processor_id();\n    local_irq_disable();\n"
                + look + "\n    if (p) {\n        local_irq_enable();\n        return;\n    }\n    safe_halt();\n}\n";
        IdleCode code = IdleCode.read("own.c", text, null, Bindings.builtIn());
        Options options = Options.defaults().withThreads(1);
        return Review.of(code, Xen.of(code, Xen.named(xen)), options, false, new Searches());
    }

    @ParameterizedTest(name = "{2}: {0} {1}, {3}")
    @CsvSource({
        "'', bool_t p = softirq_pending(cpu);, auto, VIOLATED",
        "'', bool_t p = softirq_pending(cpu);, 2009, VIOLATED",
        "'', bool_t p = softirq_pending(cpu);, 2014, VIOLATED",
        "'', bool_t p = softirq_pending(cpu) != 0;, 2009, HOLDS assuming",
        "'', bool_t p = !!softirq_pending(cpu);, 2014, HOLDS assuming",
        "'', bool p = softirq_pending(cpu);, 2009, HOLDS",
        "static bool_t get(unsigned int c) { return softirq_pending(c); }, int p = get(cpu);, 2009, VIOLATED",
        "'DEFINE_PER_CPU(bool_t, saved);', this_cpu(saved) = softirq_pending(cpu); int p = this_cpu(saved);, 2009, VIOLATED",
        "typedef _Bool bool_t;, bool_t p = softirq_pending(cpu);, 2009, HOLDS",
        "typedef char bool_t;, bool_t p = softirq_pending(cpu);, 2009, VIOLATED",
        "static bool_t other;, bool p = softirq_pending(cpu);, 2009, HOLDS",
    })
    void keepsEightBits(String outside, String look, String xen, String verdict) {
        assertThat(review(outside, look, xen).headline()).isEqualTo(verdict);
    }

    @Test
    void sinceThenItIsABool() {
        IdleCode code =
                IdleCode.read("own.c", "void f(void) { bool_t p = 256; safe_halt(); }", null, Bindings.builtIn());
        assertThat(code.around(Xen.XEN_2020)).isSameAs(code);
        assertThat(code.around(Xen.XEN_2014)).isNotSameAs(code);
    }

    @ParameterizedTest
    @CsvSource({"VIOLATED, softirq_pending(cpu)", "HOLDS assuming, !!softirq_pending(cpu)"})
    void andThatIsListed(String verdict, String look) {
        assertThat(review("", "bool_t p = " + look + ";", "auto").assumptions().bindings())
                .containsExactly("bool_t is a char, as it was up to July 2016 (9202342594): it keeps eight bits");
    }
}
