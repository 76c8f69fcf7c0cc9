// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wakeproof.explorer.Options;
import org.wakeproof.review.Bindings;
import org.wakeproof.review.IdleCode;

/** Whose softirqs a handler looks at, by whatever copy or pointer it says so. */
class WhoseWordTest {
    private static final String OUTSIDE = "static unsigned int x; extern unsigned int y; static unsigned int *to = &x;"
            + " struct w { unsigned int cpu; }; static void turn(unsigned int *p) { *p = 1 - *p; }\n";

    private static Review review(String before, String look) {
        String text = OUTSIDE + "void own_idle(void) {\nunsigned int me = smp_processor_id();\n" + before
                + "\nlocal_irq_disable();\nif (" + look
                + ") { local_irq_enable(); return; }\nsafe_halt();\n}";
        return Review.of(
                IdleCode.read("own.c", text, "own_idle", Bindings.builtIn()),
                Options.defaults().withThreads(1),
                false);
    }

    @ParameterizedTest(name = "{1} {2}: {0}")
    @CsvSource(
            delimiter = '|',
            value = {
                // Followed.
                "HOLDS | | per_cpu(irq_stat, me).__softirq_pending",
                "HOLDS | | this_cpu(irq_stat).__softirq_pending",
                "VIOLATED | unsigned int other = 1 - me; | per_cpu(irq_stat, other).__softirq_pending",
                "HOLDS | | softirq_pending(get_cpu_info()->processor_id)",
                "HOLDS | unsigned int *p = &me, **pp = &p; | softirq_pending(**pp)",
                "HOLDS | struct w w = { me }, v = w, *p = &v; | softirq_pending(p->cpu)",
                "VIOLATED | unsigned int other = 1 - me, *p = &other; | softirq_pending(*p)",
                "VIOLATED | turn(&me); | softirq_pending(me)",
                "VIOLATED | unsigned int a[2] = { me, !me }, *p = a; | softirq_pending(*(p + 1))",
                "VIOLATED | unsigned int a[2] = { me, !me }, *p = a; p++; | softirq_pending(*p)",
                "HOLDS | unsigned int a[2] = { !me, me }, *p = a; p++; | softirq_pending(*p)",
                // Others may set it, by whatever copy or pointer it comes.
                "INCOMPLETE | unsigned int *p = &x; | softirq_pending(*p)",
                "INCOMPLETE | | softirq_pending(per_cpu(number, 0))",
                "HOLDS assuming | | softirq_pending(this_cpu(number))",
                "INCOMPLETE | unsigned int *p = &y, *q = p; | softirq_pending(*q)",
                "INCOMPLETE | unsigned int other = x; | softirq_pending(other)",
                "INCOMPLETE | unsigned int other = x, *p = some ? &me : &other; | softirq_pending(*p)",
                "INCOMPLETE | | softirq_pending(*to)",
                // Worked out in a way that is not followed, or taken from a mask.
                "INCOMPLETE | unsigned int a[2] = { me, !me }, *p = a; p += some; | softirq_pending(*p)",
                "INCOMPLETE | me = its_number() + 1; | softirq_pending(me)",
                "INCOMPLETE | me = cpumask_first(&some); | softirq_pending(me)",
            })
    void theVerdict(String verdict, String before, String look) {
        Review review = review(before == null ? "" : before, look);
        assertThat(review.headline()).isEqualTo(verdict);
        assertThat(review.assumptions().sentences()).noneMatch(each -> each.contains("$") || each.contains("'"));
    }

    /** What is assumed is said in the words of the text, with its line. */
    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "me = its_number(); unsigned int *p = &me; | softirq_pending(*p) | *p is this CPU (line 6)",
                "me = power->cpu; | softirq_pending(me) | me is this CPU (line 6)",
                "struct power *it = table[me]; | softirq_pending(it->cpu) | it->cpu is this CPU (line 6)",
                "me = its_number(); unsigned int *word = &softirq_pending(me); | *word | *word is of this CPU (line 6)",
                "me = its_number(); | !cpu_is_haltable(me) | me is this CPU (line 6)",
            })
    void theAssumption(String before, String look, String sentence) {
        Review review = review(before, look);
        assertThat(review.headline()).isEqualTo("HOLDS assuming");
        assertThat(review.assumptions().sentences()).contains(sentence);
    }
}
