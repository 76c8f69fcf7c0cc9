// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wakeproof.review.Bindings;
import org.wakeproof.review.IdleCode;

/** A pending word that comes into a narrower type loses bits; where only headers say how wide a type is, that is an assumption. */
class NarrowingTest {
    private static final String WORD = "static u8 *word(unsigned int c) { return (u8 *)&softirq_pending(c); }"
            + " typedef u8 *bytes_t; typedef u8 four_t[4]; typedef unsigned int qi_t __attribute__((mode(QI)));"
            + " enum packed { A, B } __attribute__((packed)); enum __packed early { C, D }; enum wide { E, F };"
            + " typedef enum { G, H, } __packed named_t; struct own { bytes_t p; unsigned int few : 3;"
            + " unsigned int byte __attribute__((__mode__(__byte__))); enum packed small; };"
            + " static int any(unsigned int x __attribute__((mode(QI)))) { return x != 0; } static DEFINE_PER_CPU(u8 *, own);";

    private static IdleCode code(String outside, String look) {
        String text = outside + " void idle(void) { unsigned int cpu = smp_processor_id(); local_irq_disable();"
                + look.replace("PENDING", "softirq_pending(cpu)")
                + " { local_irq_enable(); return; } safe_halt(); }";
        return IdleCode.read("own.c", text, "idle", Bindings.builtIn());
    }

    /** Bit 8 is not seen any more, where bit 0 still is. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "u8 x = PENDING; if (x)",
                "if (*word(cpu))",
                "if (word(cpu)[0])",
                "u8 *p = word(cpu); if (*(p ? p : word(cpu)))",
                "if (((u8 *)&PENDING)[0])",
                "if (*(bytes_t)&PENDING)",
                "if ((u8)(PENDING))",
                "if (*(bytes_t)(&PENDING))",
                "four_t w; w[0] = PENDING; if (w[0])",
                "qi_t x = PENDING; if (x)",
                "unsigned int __attribute__((mode(QI))) x = PENDING; if (x)",
                "unsigned int x __attribute__((mode(byte))) = PENDING; if (x)",
                "struct own s; s.byte = PENDING; if (s.byte)",
                "struct own s; s.few = PENDING; if (s.few)",
                "struct own s; s.small = PENDING; if (s.small)",
                "if (any(PENDING))",
                "enum packed x = PENDING; if (x)",
                "enum early x = PENDING; if (x)",
                "named_t x = PENDING; if (x)",
                "typeof((u8)0) x = PENDING; if (x)",
                "typeof((unsigned char)0) x = PENDING; if (x)",
                "u8 *p = word(cpu); if (read_atomic(p))",
                "if (read_atomic((u8 *)&PENDING))",
                "__auto_type p = (u8 *)&PENDING; if (*p)",
                "typeof((u8 *)0) p = (u8 *)&PENDING; if (*p)",
                "this_cpu(own) = word(cpu); if (*this_cpu(own))",
                "u8 *p = word(cpu); typeof(*p) x = PENDING; if (x)"
            })
    void isCutOff(String look) {
        assertThat(code(WORD, look).tellsSoftirqsApart()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "if (PENDING)",
                "uint32_t x = PENDING; if (x)",
                "ulong_t x = PENDING; if (x)",
                "register_t x = PENDING; if (x)",
                "__auto_type x = PENDING; if (x)",
                "typeof(PENDING) x = PENDING; if (x)",
                "typeof(unsigned long) x = PENDING; if (x)",
                "unsigned int x __attribute__((mode(DI))) = PENDING; if (x)",
                "enum wide x = PENDING; if (x)",
                "unsigned long *p = (unsigned long *)&PENDING; if (*p)",
                "foo_t x = PENDING != 0; if (x)",
                "foo_t x = !!PENDING; if (x)",
                "foo_t x = (bool)PENDING; if (x)",
                "if ((u32)(PENDING))",
                "unsigned int x = sizeof(u8) - 1; if (PENDING + x)",
                "foo_t x = 5; if (PENDING)"
            })
    void isWholeAndRestsOnNothing(String look) {
        assertThat(code(WORD, look).tellsSoftirqsApart()).isFalse();
        assertThat(code(WORD, look).assumptions().isNone()).isTrue();
    }

    /** Each names the type, or the place of which not even that is known. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "foo_t x = PENDING; if (x) // foo_t",
                "uint_fast8_t x = PENDING; if (x) // uint_fast8_t",
                "enum elsewhere x = PENDING; if (x) // enum elsewhere",
                "alias_t x = PENDING; if (x) // foo_t",
                "if ((foo_t)PENDING) // foo_t",
                "foo_t *p = (foo_t *)&PENDING; if (*p) // foo_t",
                "if (*(foo_t *)&PENDING) // foo_t",
                "if (takes(PENDING)) // foo_t",
                "if (gives(cpu)) // foo_t",
                "foo_t x[2]; x[1] = PENDING; if (x[1]) // foo_t",
                "unsigned long y = PENDING; foo_t x = y & 7; if (x) // foo_t",
                "struct elsewhere s; s.p = (void *)&PENDING; if (*s.p) // *s.p",
                "if (behind((void *)&PENDING)) // *p",
                "several x = PENDING; if (x) // several",
                "this_cpu(each) = PENDING; if (this_cpu(each)) // each",
                "u8 x; u32 x; x = PENDING; if (x) // x",
                "struct elsewhere s; s.word = PENDING; if (s.word) // s.word",
                "struct own s; s.few = PENDING; if (s.few) // unsigned int : FEW",
                "seen = PENDING; if (seen) // seen",
                "typeof(x + y) x = PENDING; if (x) // a typeof"
            })
    void isTakenToBeWideEnough(String line) {
        String[] parts = line.split(" // ");
        String outside = "typedef foo_t alias_t; static int takes(foo_t x) { return x != 0; }"
                + " static foo_t gives(unsigned int c) { return softirq_pending(c); } struct own { unsigned int few : FEW; };"
                + " static int behind(foo_p p) { return *p; } typedef u8 several; typedef u32 several;"
                + " DEFINE_PER_CPU(u8, each); DEFINE_PER_CPU(u32, each);";
        assertThat(code(outside, parts[0]).assumptions().bindings())
                .isEqualTo(List.of(
                        parts[1] + " is a number of 64 bits, so that no pending bit or flag is cut off (line 1)"));
    }

    /** What the file defines in several ways, as under an #if that nobody has decided, is not taken for the last of them unsaid. */
    @Test
    void whatIsDefinedInSeveralWays() {
        String functions = "static u8 look(unsigned int c) { return softirq_pending(c); }"
                + " static u32 look(unsigned int c) { return softirq_pending(c); }";
        assertThat(code(functions, "if (look(cpu))").assumptions().bindings())
                .containsExactly("look is the last of those that the file defines");
        String constants = "static const unsigned int mask = 1; static const unsigned int mask = 0x7ff;";
        assertThat(code(constants, "if (PENDING & mask)").assumptions().freeConditions())
                .isNotEmpty();
    }

    /** The flag of interrupts is bit 9 of those that are saved, and another one is always set. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "if (!(f & 0x200)) mb();",
                "if (!(f & X86_EFLAGS_IF)) mb();",
                "if (!f) mb();",
                "u16 g = f; if (!(g >> 9)) mb();",
                "local_irq_restore(f); local_save_flags(f); if (!(f & 0x200)) mb();"
            })
    void flagsAreOfAProcessor(String body) {
        assertThat(OperationPaths.of("void idle(void) { unsigned long f; local_irq_save(f); " + body + " }"))
                .noneMatch(path -> path.contains("fence"));
    }

    @Test
    void flagsInAByteAreWithoutThatOfInterrupts() {
        assertThat(OperationPaths.of("void idle(void) { u8 f; local_irq_save(f); local_irq_restore(f); }"))
                .containsExactly("irq_save=1 irq_restore(0)");
        assertThat(OperationPaths.of("void idle(void) { unsigned long f; local_irq_save(f); local_irq_restore(f); }"))
                .containsExactly("irq_save=1 irq_restore(1)");
    }
}
