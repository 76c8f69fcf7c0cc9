// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.Verdict;
import org.wakeproof.review.Bindings;
import org.wakeproof.review.IdleCode;
import org.wakeproof.review.Xen;

/** Not every interrupt that ends a sleep brings a softirq: who goes back to sleep by itself has to look with interrupts off again. */
class OtherInterruptTest {
    private static final Situation ASKED = new Situation(Situation.OTHER_INTERRUPT, Map.of());

    private static IdleCode code(String body) {
        String text = "void acpi_processor_idle(void)\n{\n"
                + body.replace("OFF", "local_irq_disable();")
                        .replace("ON", "local_irq_enable();")
                        .replace("PENDING", "softirq_pending(smp_processor_id())")
                        .replace("HALT", "safe_halt();")
                        .replace("RETURN", "{ local_irq_enable(); return; }")
                + "\n}\n";
        return IdleCode.read("own.c", text, null, Bindings.builtIn());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "OFF while (!PENDING) HALT ON, VIOLATED",
        "OFF while (!PENDING) { HALT OFF } ON, HOLDS",
        "OFF if (PENDING) RETURN for (int n = 0; n < 3; n++) { HALT if (PENDING) break; }, VIOLATED",
        "OFF if (PENDING) RETURN for (int n = 0; n < 3; n++) { HALT OFF if (PENDING) break; } ON, HOLDS",
        "OFF if (PENDING) RETURN HALT if (PENDING) return; HALT, VIOLATED",
        // It takes two of them to come to the third sleep, and three to the fourth.
        "OFF if (PENDING) RETURN HALT OFF if (PENDING) RETURN HALT if (PENDING) return; HALT, VIOLATED",
        "OFF if (PENDING) RETURN HALT OFF if (PENDING) RETURN HALT OFF if (PENDING) RETURN HALT if (PENDING) return; HALT, VIOLATED",
        "OFF if (PENDING) RETURN HALT OFF if (PENDING) RETURN HALT, HOLDS"
    })
    void whoSleepsTwice(String body, Verdict expected) {
        IdleCode code = code(body);
        assertThat(Situations.of(code, Xen.XEN_2009)).contains(ASKED);
        assertThat(code.assumptions().unsupported()).isEmpty();
        Review review = Review.of(code, Options.defaults().withThreads(1), false);
        assertThat(review.verdict()).isEqualTo(expected);
    }

    @Test
    void whoSleepsOnceOrProcessesSoftirqsIsNotAsked() {
        assertThat(Situations.of(code("OFF if (PENDING) RETURN HALT"), Xen.XEN_2009))
                .doesNotContain(ASKED);
        assertThat(Situations.of(code("for (;;) { OFF if (PENDING) ON else HALT do_softirq(); }"), Xen.XEN_2009))
                .doesNotContain(ASKED);
    }

    /** The look with interrupts on, or the sleep that none led to, is what is told. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "if (PENDING) return;, 6, looks at the softirqs for the last time with interrupts on",
        "OFF, 7, sleeps without a look at the softirqs"
    })
    void theLineIsThatOfTheSecondSleep(String between, int line, String what) {
        IdleCode code = code("OFF\nif (PENDING) RETURN\nHALT\n" + between + "\nHALT");
        Review review = Review.of(code, Options.defaults().withThreads(1), false);
        assertThat(review.findings())
                .filteredOn(finding -> finding.situation().equals(ASKED))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.decisiveLines().get(0).line()).isEqualTo(line);
                    assertThat(finding.decisiveLines().get(0).what()).startsWith(what);
                });
    }
}
