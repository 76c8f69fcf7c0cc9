// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.Verdict;
import org.wakeproof.review.Bindings;
import org.wakeproof.review.IdleCode;

/** What is made of pending softirqs alone, by what nobody follows, may well be right; what else it is made of nobody can know. */
class NotFollowedTest {
    private static Review review(String body) {
        String text = "struct s { u32 a; u8 b; };\nextern int debug;\nvoid own_idle(struct dev *dev) {"
                + " unsigned cpu = smp_processor_id(); unsigned r = 0; local_irq_disable();"
                + " unsigned p = softirq_pending(cpu); " + body
                + "\n if (r) { local_irq_enable(); return; } safe_halt(); }";
        IdleCode code = IdleCode.read("own.c", text, "own_idle", Bindings.builtIn());
        return Review.of(code, Options.defaults().withThreads(1), false);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "r = p * _Alignof(int);",
                "if (p) r = _Alignof(int) * p;",
                "struct s s; s.a = p * _Alignof(s); r = s.a;",
                "unsigned a[2] = { 0, p * _Alignof(int) }; r = a[1];",
                "unsigned x, *w = &x; *w = p * _Alignof(int); r = x;",
                "unsigned *w = &softirq_pending(cpu); r = *w * _Alignof(int);"
            })
    void isIncomplete(String body) {
        Review review = review(body);
        assertThat(review.verdict()).isEqualTo(Verdict.INCOMPLETE);
        assertThat(review.assumptions().unsupported())
                .containsExactly("r is made of what is pending in a way that is not followed (own.c:4)");
    }

    /** What is passed to what nobody knows may be what that gives back, or sets. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "r = filter(softirq_pending(cpu));",
                "r = bitmap_weight(&p, 11);",
                "for_each_set_bit(i, &p, 11) { local_irq_enable(); return; }",
                "for_each_set_bit(i, &p, 11) r = 1;",
                "u8 b[4]; memcpy(b, &p, 4); r = b[0] | b[1] | b[2] | b[3];",
                "atomic_t a; atomic_set(&a, p); r = atomic_read(&a);",
                "if (p) cmpxchg(&r, 0, 1);",
                "asm volatile (\"movl %1, %0\" : \"=r\" (r) : \"m\" (softirq_pending(cpu)));",
                "asm volatile (\"testl %1, %1\" : \"=@ccnz\" (r) : \"r\" (p));",
                "copy_to(&r, p);",
            })
    void isIncompleteWherePassed(String body) {
        Review review = review(body);
        assertThat(review.verdict()).isEqualTo(Verdict.INCOMPLETE);
        assertThat(review.assumptions().unsupported())
                .anyMatch(each -> each.endsWith(
                        "in a way that is not followed (own.c:" + (body.startsWith("for") ? 3 : 4) + ")"));
    }

    /** What others set, or a function gives back of which only its name is known, may cut off what is pending. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "r = p & mask;",
                "r = p & mask_of(cpu);",
                "r = p & dev->mask;",
                "r = p; if (debug) r = 0;",
                "struct dev *d = dev; r = d->mask * p;",
                "r = allowed(cpu);",
                "printk(\"%u\", p); r = allowed(cpu);",
                "unsigned w; get(&w); r = w;",
                "asm volatile (\"rdtsc\" : \"=a\" (r) : \"c\" (0));",
                // Whatever that is made of, it is not looked at.
                "r = p * _Alignof(int); r = 0;",
                "r = p & 1;"
            })
    void isViolated(String body) {
        assertThat(review(body).verdict()).isEqualTo(Verdict.VIOLATED);
    }
}
