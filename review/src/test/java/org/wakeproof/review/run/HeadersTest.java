// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What headers define: the value is worked out by hand, and where it is right the function does nothing. */
class HeadersTest {
    private static final String S = "struct s { int a, b; }; struct t { int c; struct s in; struct s many[2]; };";

    private static java.util.Set<String> paths(String outside, String body) {
        return OperationPaths.of(S + outside + " void idle(void) {" + body + "}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "min(3, 5) == 3 && min(5, 3) == 3 && max(3, 5) == 5 && max(5, 3) == 5",
                "max(min(7, 4), min(2, 9)) == 4 && clamp(9, 1, 5) == 5 && clamp(0, 1, 5) == 1",
                "min_t(u8, 257, 3) == 1 && max_t(unsigned int, 1, 2) == 2 && abs(-3) == 3",
                "ffs(0) == 0 && ffs(12) == 3 && fls(12) == 4 && fls(0) == 0 && __ffs(8) == 3",
                "hweight32(0x107) == 4 && hweight8(0x107) == 3 && multiple_bits_set(6) && !multiple_bits_set(4)",
                "BIT(3, U) == 8 && BIT(0) == 1 && MASK_EXTR(0x320, 0xf00) == 3 && MASK_INSR(3, 0xf00) == 0x300",
                "DIV_ROUND_UP(5, 2) == 3",
                "GENMASK(10, 0) == 0x7ff && GENMASK(3, 3) == 8 && GENMASK_ULL(63, 62) >> 62 == 3 && BITS_PER_LONG == 64",
                "UINT_MAX == 0xffffffff && UINT_MAX + 1 == 0 && INT_MAX == 0x7fffffff && INT_MIN < 0 && INT_MIN == -INT_MAX - 1",
                "ULONG_MAX + 1 == 0 && ULONG_MAX > UINT_MAX && LONG_MIN < INT_MIN && LONG_MAX == ULONG_MAX / 2",
                "UINT32_MAX == UINT_MAX && UINT8_MAX == 255 && (unsigned char)(UCHAR_MAX + 1) == 0 && UINT16_MAX == 65535",
                "smp_processor_id() < NR_CPUS && smp_processor_id() < nr_cpu_ids && !(smp_processor_id() >= nr_cpu_ids)",
                "WARN_ON(3) && !WARN_ON(0) && WARN_ON_ONCE(8) == 1",
                "sizeof(char) == 1 && sizeof(unsigned int) == 4",
                "NR_SOFTIRQS == 11 && -EBUSY < 0"
            })
    void theValueIs(String condition) {
        assertThat(paths("", "if (!(" + condition + ")) mb();")).containsExactly("");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "int x = 1, y = 2; swap(x, y); x == 2 && y == 1",
                "int x = 5, y = 0; memcpy(&y, &x, sizeof(y)); y == 5",
                "int x = 5, y = 0; __builtin_memcpy(&y, &x, 4); y == 5",
                "struct s x = { 1, 2 }, y; memcpy(&y, &x, sizeof(x)); y.a == 1 && y.b == 2",
                "struct s x = { 1, 2 }, y = { 3, 4 }; struct s *p = &y; memmove(p, &x, sizeof(*p)); y.b == 2",
                "int x = 5; memset(&x, 0, sizeof(x)); x == 0",
                "struct s x = { 1, 2 }, *p = &x, y = *p; y.b == 2",
                "int x = 1, y = 2, *both[2] = { &x, &y }; *both[1] == 2",
                "struct s x = { 1, 2 }; memset(&x, 0, sizeof(x)); x.a == 0 && x.b == 0",
                "struct s x = { 1, 2 }, y = { 3, 4 }; memcpy(&y, &x, sizeof(struct s)); y.a == 1 && y.b == 2",
                "int x = 5; __atomic_load_n(&x, __ATOMIC_RELAXED) == 5",
                "unsigned long w = 4; find_first_bit(&w, 64) == 2",
                // Bits that are not asked about are not there, and a word of 32 bits has no more.
                "unsigned long w = 4; find_first_bit(&w, 2) == 2 && find_first_bit(&w, 3) == 2 && find_first_bit(&w, 1) == 1",
                "unsigned long w = 0; find_first_bit(&w, 64) == 64 && find_first_zero_bit(&w, 64) == 0",
                "unsigned long w = 0, v = 4; bitmap_empty(&w, 64) && !bitmap_empty(&v, 64) && bitmap_empty(&v, 2) && !bitmap_full(&v, 64)",
                "__builtin_choose_expr(1, 3, 4) == 3 && __builtin_choose_expr(0, 3, 4) == 4",
                "unsigned long w = 0x15; find_next_bit(&w, 64, 1) == 2 && find_next_bit(&w, 64, 2) == 2 && find_next_bit(&w, 64, 5) == 64",
                "unsigned long w = ~0x10ul; find_first_zero_bit(&w, 64) == 4 && find_next_zero_bit(&w, 64, 5) == 64",
                "unsigned int w = 0; find_first_bit(&w, 32) == 32 && find_first_zero_bit(&w, 32) == 0",
                "unsigned long w = 0; find_first_bit(&w, sizeof(w) * 8) == 64 && find_first_bit(&w, 2 + 3) == 5",
                // As many words as the bits are in.
                "unsigned long w[2] = { 0, 4 }; find_first_bit(w, 128) == 66 && find_first_bit(w, 66) == 66 && find_first_bit(w, 67) == 66",
                "unsigned long w[2] = { 2, 4 }; find_first_bit(w, 128) == 1 && find_first_zero_bit(w, 128) == 0",
                "enum { GO, STAY = 3, MORE } what = STAY; what != GO && what == MORE - 1",
                "int many[] = { 7, 8, 9 }; ARRAY_SIZE(many) == 3 && many[ARRAY_SIZE(many) - 1] == 9",
                "u8 x = 1; typeof(x) y = 256; y == 0",
                "u8 x = 1; int y = (typeof(x))257; y == 1",
                "int x[2] = { 1, 2 }, y[2] = { 3, 4 }; memcpy(y, x, sizeof(y)); x[1] = 5; y[0] == 1 && y[1] == 2",
                "int x[2] = { 1, 2 }; 1[x] == 2 && 0[&x[1]] == 2 && (&x[0])[0] == 1",
                "int at = 1, x[2] = { 1, 2 }; at[x] == 2",
                // What is around a field.
                "struct t t; t.in.a = 3; struct s *p = &t.in; struct t *q = container_of(p, struct t, in); q->in.a == 3",
                // Variables without a name.
                "struct s *p = &(struct s){ .b = 2 }; p->a == 0 && p->b == 2",
                "((struct s){ 1, 2 }).b == 2 && (int){ 3 } == 3 && ((int[]){ 4, 5 })[1] == 5",
                // Structures and arrays in others.
                "struct t t = { 1, { 2, 3 }, { { 4, 5 }, { 6, 7 } } }, u; u = t; u.in.b == 3 && t.many[1].a == 6",
                "struct t t = { .many = { [1] = { .b = 4 } } }; t.many->a = 3; t.many[0].a == 3 && t.many[1].b == 4",
                "int many[4] = { [1 ... 2] = 5 }; many[0] == 0 && many[1] == 5 && many[2] == 5 && many[3] == 0",
                "int many[2] = { 1, 2 }; *many == 1 && *(many + 1) == 2",
                "int many[2] = { 1, 2 }, *p = many + 1; *p == 2",
            })
    void behindItIsSo(String statements) {
        int last = statements.lastIndexOf("; ") + 1;
        String body = statements.substring(0, last) + " if (!(" + statements.substring(last) + ")) mb();";
        assertThat(paths("", body)).containsExactly("");
    }

    /** Not all that is there is what is copied, or nobody can say: both ways. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "int x = 5, y = 0; memcpy(&y, &x, 1); if (y != 5) mb();",
                "int x = 5, y = 0; memcpy(&y, &x, n); if (y != 5) mb();",
                "int x = 5, y = 0; memcpy(&y, &x, sizeof(char)); if (y != 5) mb();",
                "int x = 5; memset(&x, 0, 1); if (x) mb();",
                "int x = 5; memset(&x, 1, sizeof(x)); if (x != 5) mb();",
                "int x[2] = { 5, 5 }; memcpy(x, y, sizeof(x)); if (x[1] != 5) mb();",
                "struct s x = { 1, 2 }, y = { 3, 4 }; memcpy(&y, &x, sizeof(x.a)); if (y.b != 4) mb();",
                "struct s x = { 1, 2 }, *p = &x; memset(p, 0, sizeof(p)); if (x.b) mb();",
                "struct t t, *p = &t; t.c = 1; memset(p, 0, sizeof(struct s)); if (t.c) mb();",
                "unsigned long w[2] = { 0, 4 }; if (find_first_bit(w, n) != 66) mb();",
                "unsigned long w[2] = { 0, 4 }, *p = w; if (find_first_bit(p, 128) != 66) mb();",
                "unsigned int w = 0; if (find_first_bit(&w, 64) != 64) mb();",
                "unsigned long w[2] = { 0, 4 }; if (find_next_bit(w, 128, 3) != 66) mb();",
                "int x[2] = { 5, 5 }, y[3] = { 6, 6, 6 }; memcpy(x, y, sizeof(y)); if (x[1] != 5) mb();",
                "int x[2] = { 5, 5 }; fill(x); if (x[1] != 5) mb();",
                // How many CPUs there can be.
                "if (NR_CPUS < 100) mb();",
                "unsigned int p = 1u << softirqs; if (p < nr_cpu_ids) mb();",
                "int x[2] = { 5, 5 }; fill(&x[0], 2); if (x[1] != 5) mb();",
            })
    void nobodyKnowsTheRest(String body) {
        assertThat(paths("", body)).contains("", "fence");
    }

    /** Whatever is copied, where it comes from is worked out. */
    @Test
    void theSourceOfACopyHasEffects() {
        assertThat(paths("", "int x = 0, y; memcpy(&y, (mb(), &x), sizeof(y));"))
                .containsExactly("fence");
        assertThat(paths("", "int x; memset(&x, 0, (mb(), sizeof(x)));")).containsExactly("fence");
    }

    @Test
    void aWordIsCopiedAsItIsRead() {
        assertThat(paths("", "unsigned int w; memcpy(&w, &softirq_pending(0), sizeof(w)); if (w) mb();"))
                .isEqualTo(paths("", "if (softirq_pending(0)) mb();"));
    }

    /** The others are the ways that there are. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "if (x) { mb(); BUG(); } safe_halt();",
                "if (x) panic(\"no way\"); safe_halt();",
                "if (!x) { safe_halt(); return; } machine_restart(0); mb();",
                "switch (x) { case 1: safe_halt(); break; default: unreachable(); }",
                "if (x) safe_halt(); else __builtin_unreachable();",
                "BUG_ON(!x); if (x) safe_halt();",
                "BUG_ON(x && y); if (x && y) mb(); safe_halt();",
                "if (x) { mb(); ASSERT_UNREACHABLE(); } safe_halt();",
            })
    void whatDoesNotReturnIsNoWay(String body) {
        assertThat(paths("", body)).containsExactly("safe_halt");
    }

    /** A build without assertions goes on there. */
    @Test
    void thatNobodyComesToAnAssertionIsListed() {
        String text = "void idle(void) { if (x) { mb(); ASSERT_UNREACHABLE(); } safe_halt(); }";
        assertThat(Analysis.of(OperationPaths.lower(text), true).assumed())
                .containsExactly("ASSERT_UNREACHABLE is never come to (line 1)");
    }

    @Test
    void butAFunctionOfTheFileIsWhatItIs() {
        assertThat(paths("static void panic(const char *s) { mb(); }", "panic(\"\"); safe_halt();"))
                .containsExactly("fence safe_halt");
    }

    @Test
    void whatTheFileDefinesGoesFirst() {
        assertThat(paths("static int min(int a, int b) { return 9; }", "if (min(1, 2) != 9) mb();"))
                .containsExactly("");
        assertThat(paths("\n#define max(a, b) 9\n", "if (max(1, 2) != 9) mb();"))
                .containsExactly("");
        assertThat(paths("\n#ifndef max\n#define max(a, b) 9\n#endif\n", "if (max(1, 2) != 9) mb();"))
                .containsExactly("");
    }

    @Test
    void aTableByNamesOfHeaders() {
        String table = "static void one(int n) { mb(); } static void two(int n) { safe_halt(); }"
                + "static const struct how { const char *name; void (*go)(int); } how[] ="
                + " { [ACPI_STATE_C1] = { \"one\", one }, [ACPI_STATE_C2 ... ACPI_STATE_C3] = { .go = two } };"
                + "static void (*const by_type[])(int) = { [ACPI_STATE_C1] = one, two };";
        assertThat(paths(table, "const struct how *p = &how[3]; p->go(0); how[1].go(0); by_type[2](0);"))
                .containsExactly("safe_halt fence safe_halt");
    }

    @Test
    void theWordOfACpuByItsNumber() {
        assertThat(paths("", "irq_cpustat_t *p = irq_stat + smp_processor_id(); if (p->__softirq_pending) mb();"))
                .isEqualTo(paths("", "if (softirq_pending(smp_processor_id())) mb();"));
    }

    /** As something that is not called by its name, and as what a pointer leads to that a function returns. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "stat_of(smp_processor_id())->__softirq_pending",
                "(own ? stat_of(cpu) : stat_of(cpu))->__softirq_pending",
                "*word_of(cpu)"
            })
    void theWordThatAFunctionLeadsTo(String word) {
        String functions = "static irq_cpustat_t *stat_of(unsigned int c) { return &irq_stat[c]; }"
                + "static unsigned int *word_of(unsigned int c) { return &irq_stat[c].__softirq_pending; }"
                + "static const int own = 1;";
        assertThat(paths(functions, "unsigned int cpu = smp_processor_id(); if (" + word + ") mb();"))
                .isEqualTo(paths("", "if (softirq_pending(smp_processor_id())) mb();"));
    }

    /** The word is an unsigned int. */
    @Test
    void whatIsMadeOfTheWordIsAsWide() {
        assertThat(paths("", "if (~softirq_pending(0) != ~0u) mb();"))
                .isEqualTo(paths("", "if (softirq_pending(0)) mb();"));
        assertThat(paths("", "if (softirq_pending(0) - 1 < ~0u) mb();"))
                .isEqualTo(paths("", "if (softirq_pending(0)) mb();"));
    }
}
