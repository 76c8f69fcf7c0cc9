// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Code that is not understood, or not all there, leaves a trace in what a verdict rests on. */
class NothingSilentTest {
    private static Assumptions assumptions(String text) {
        return IdleCode.read("own.c", text, "idle", Bindings.builtIn()).assumptions();
    }

    @Test
    void whatIsUnderstoodRestsOnNothing() {
        String text = "#define DEEP 3\nvoid idle(void) { int n = DEEP; if (n == DEEP) safe_halt(); }";
        assertThat(assumptions(text).isNone()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#define PROLOGUE sched_tick_suspend()\nvoid idle(void) { PROLOGUE; safe_halt(); }",
                "#define PENDING (do_softirq(), 0)\nvoid idle(void) { if (PENDING) mb(); safe_halt(); }",
                "#define TWICE(x) do { x; x; } while (0)\nvoid idle(void) { TWICE(mb()); safe_halt(); }",
                "void idle(void) { void inner(void) { sched_tick_suspend(); } inner(); safe_halt(); }",
                "void idle(void) { switch (n) { case 1 ... 3: mb(); } safe_halt(); }"
            })
    void macrosOfTheFileFunctionsWithinFunctionsAndRangesAreUnderstood(String text) {
        assertThat(assumptions(text).isNone()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // A name that might stand for anything.
                "void idle(void) { PROLOGUE; safe_halt(); }",
                // A function of the file in place of what the machine has.
                "void do_softirq(void) { }\nvoid idle(void) { do_softirq(); safe_halt(); }",
                // A function of the file whose meaning depends on what nobody has said.
                "#ifdef CONFIG_ODD\nstatic void enter(void) { sched_tick_suspend(); }\n#else\n"
                        + "static void enter(void) { }\n#endif\nvoid idle(void) { enter(); safe_halt(); }",
                // The same of the handler itself.
                "#ifdef CONFIG_ODD\nvoid idle(void) { mb(); safe_halt(); }\n#else\n"
                        + "void idle(void) { safe_halt(); }\n#endif",
                "void idle(void) { (*hook)(); safe_halt(); }",
                "void idle(void) { hooks[2](); safe_halt(); }",
                "void idle(void) { int n = sizeof(x), m = _Generic(n, int: sched_tick_suspend()); safe_halt(); }",
                "void idle(void) { asm volatile(\"wrmsr\"); safe_halt(); }",
                "void idle(void) { asm volatile(\"cli; call *%0\" : : \"r\"(f)); safe_halt(); }",
                "void idle(void) { __asm__ __volatile__(\"pushf; cli; popf\"); safe_halt(); }",
                "void idle(void)\n{\n#include \"prologue.h\"\n safe_halt(); }"
            })
    void isNamed(String text) {
        assertThat(assumptions(text).isNone()).isFalse();
    }

    /** A name that nobody has explained may say enough for a verdict not to rest on its having no effect. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "hw_irq_enable()",
                "my_unlock_irq(&lock)",
                "x_spin_unlock_irqrestore(&lock, flags)",
                "enable_interrupts()",
                "raise_my_softirq(cpu)",
                "asm volatile(\".byte 0x0f, 0x01, 0xd9\")"
            })
    void isNotUnderstood(String call) {
        assertThat(assumptions("void idle(void) { " + call + "; safe_halt(); }").unsupported())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "trace_irq_exit(n)",
                "irq_enter()",
                "lockdep_hardirqs_on(ip)",
                "disable_apic_timer()",
                "softirq_statistics(cpu)"
            })
    void isTakenToHaveNoEffect(String call) {
        assertThat(assumptions("void idle(void) { " + call + "; safe_halt(); }").unsupported())
                .isEmpty();
    }

    /** What a brace too many, or a word lost, puts outside of the handler may be meant to be in it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "void idle(void)\n{\n mb(); }\n safe_halt(); }",
                "void idle(void)\n{\n safe_halt(); }\n if (x) mb();",
                "void idle(void)\n{\n safe_halt(); } else {\n mb(); }",
                "void idle(void)\n{\n safe_halt(); }\n e if (x) { mb(); }\n}",
                "void idle(void)\n{\n safe_halt(); } }\n else\n else\n { mb(); }\n}",
                "void idle(void)\n{\n safe_halt(); }f (x) { mb(); }\n}",
                ".void idle(void)\n{\n safe_halt(); }",
                "void idle(void)\n{\n#defin X 1\n safe_halt(); }",
                "void idle(void)\n{\n#define X(y) (y != 0/\n if (X(n)) mb(); safe_halt(); }",
                "void idle(void)\n{\n n/ return; safe_halt(); }",
                "void idle(void)\n{\n return- asm (\"hlt\"); }"
            })
    void anErrorThatTheParserForgives(String text) {
        assertThat(IdleCode.read("own.c", text, "idle", Bindings.builtIn()).hasErrors())
                .isTrue();
    }

    /** No compiler takes these files, and which text is in which function is anybody's guess. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "void idle(void)\n{\n safe_halt(); }int f (int x) {\n mb(); }\n}",
                "void idle(void)\n{\n safe_halt(); }F (x) {\n mb(); }\n}",
                "void idle(void)\n{\n safe_halt();\n}\nint f(int x)\n{\n mb();\n}\n}",
                "void idle(void)\n{\n safe_halt();\n}\nint f(int x)\n{\n mb();\n}\n#endif",
                "void idle(void)\n{\n safe_halt();\n}\nint f(int x)\n{\n mb();\n}\n#else\nint g;",
                "#ifdef CONFIG_ODD\nvoid idle(void)\n{\n safe_halt();\n}",
                "#ifdef CONFIG_X86\nvoid idle(void)\n{\n safe_halt();\n}"
            })
    void aBraceOrADirectiveWithoutItsPartner(String text) {
        assertThat(assumptions(text).unsupported()).isNotEmpty();
        assertThat(IdleCode.read("own.c", text, "idle", Bindings.builtIn()).hasErrors())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "void idle(void)\n{\n char c = '}'; int d = \"{{{\"[0]; /* { */ safe_halt();\n} // {",
                "#define OPEN {\nvoid idle(void)\n{\n safe_halt();\n}",
                "#ifdef CONFIG_ODD\nint f(int x)\n{\n#else\nint f(void)\n{\n#endif\n}\nvoid idle(void)\n{\n safe_halt();\n}",
                // A brace that is never closed is behind the handler.
                "void idle(void)\n{\n safe_halt();\n}\nint f(int x)\n{\n if (x) {\n}",
                "#ifdef CONFIG_ODD\n# if X\nint y;\n# elif Y\nint z;\n# endif\n#endif\nvoid idle(void)\n{\n safe_halt();\n}"
            })
    void bracesAndDirectivesWithTheirPartners(String text) {
        assertThat(IdleCode.read("own.c", text, "idle", Bindings.builtIn()).hasErrors())
                .isFalse();
    }

    @Test
    void attributesThatOnlyHeadersExplainAreNoErrors() {
        String text = "static __attribute_used__ void idle(void) __cold\n{\n safe_halt();\n}\nEXPORT_SYMBOL(idle);\n";
        assertThat(assumptions(text).isNone()).isTrue();
    }

    @Test
    void aConstantThatIsDefinedTwiceIsNotKnown() {
        String text = "#ifdef CONFIG_ODD\n#define DEEP 0\n#else\n#define DEEP 1\n#endif\n"
                + "void idle(void) { if (DEEP) mb(); safe_halt(); }";
        assertThat(assumptions(text).freeConditions()).isNotEmpty();
    }
}
