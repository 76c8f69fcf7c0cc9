// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wakeproof.review.Bindings;
import org.wakeproof.review.IdleCode;

/** What a file itself defines is what its names stand for, whatever the table of bindings says. */
class OwnDefinitionsTest {
    private static java.util.Set<String> paths(String outside, String body) {
        return OperationPaths.of(outside + "\nvoid idle(void) {" + body + "}");
    }

    @Test
    void macrosAndFunctionsGoBeforeTheTable() {
        assertThat(paths("#define local_irq_disable() do { } while (0)", "local_irq_disable(); safe_halt();"))
                .containsExactly("safe_halt");
        assertThat(paths("static void safe_halt(void) { asm volatile (\"hlt\"); }", "safe_halt();"))
                .containsExactly("halt");
        assertThat(paths(
                        "static void cli_(void) { asm (\"sti; nop; mwait; cli\" :: \"a\" (0), \"c\" (0)); }",
                        "cli_();"))
                .containsExactly("irq_enable mwait(1) irq_disable");
        assertThat(paths("#define MWAIT_ECX_INTERRUPT_BREAK 0", "if (MWAIT_ECX_INTERRUPT_BREAK) mb();"))
                .containsExactly("");
    }

    @Test
    void butNotWhereTheMachineHasWhatIsInThem() {
        assertThat(paths("static void do_softirq(void) { mb(); }", "do_softirq();"))
                .containsExactly("do_softirq");
    }

    @Test
    void aMacroIsWhatWasDefinedLast() {
        assertThat(paths("#define GO() safe_halt()\n#undef GO\n#define GO() mb()", "GO();"))
                .containsExactly("fence");
        assertThat(paths("#define GO mb\n", "GO();")).containsExactly("fence");
        assertThat(paths("#define DO() mb()\n#define GO DO\n", "GO();")).containsExactly("fence");
        assertThat(paths("#define GO DO\n#define DO() mb()\n", "GO();")).containsExactly("fence");
        assertThat(paths("#define AND(a, b) a##b\n", "AND(m, b)();")).containsExactly("fence");
    }

    /** Nobody knows which of them it is. */
    @Test
    void aMacroThatIsDefinedInSeveralWaysIsNotUnderstood() {
        String text = "#ifdef CONFIG_ODD\n#define GO() mb()\n#else\n#define GO() local_irq_disable()\n#endif\n"
                + "void idle(void) { GO(); safe_halt(); }";
        assertThat(IdleCode.read("own.c", text, "idle", Bindings.builtIn())
                        .assumptions()
                        .unsupported())
                .containsExactly("macro GO, which the file defines in several ways (own.c:6)");
    }

    /** The preprocessor puts it in its place, whatever else has its name there. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "#define n 0u\nvoid idle(void) { if (n) mb(); }",
                "void idle(void) { int n = 1; \n#define n 0u\n if (n) mb(); }",
                "struct s { int a; };\n#define a b\n void idle(void) { struct s s = { 1 }; struct { int b; } t = { 0 }; if (t.a) mb(); }",
                "#define METHOD 1\n#define CAT(a, b) CAT_(a, b)\n#define CAT_(a, b) a##b\n"
                        + "static int n1(void) { return 0; } static int nMETHOD(void) { return 1; }"
                        + "void idle(void) { if (CAT(n, METHOD)()) mb(); }",
                "#define n 0\nvoid idle(void) { if (n) mb(); }\n#define n 1\n",
                "#define n 1\n#undef n\n#define n 0\nvoid idle(void) { if (n) mb(); }",
                "#define true 0\nvoid idle(void) { if (true) mb(); }",
                "#define n -1\nvoid idle(void) { int x = 3; if (x -n != 4 || -n != 1) mb(); }",
                "#define n 0\n#pragma push_macro(\"n\")\n#undef n\n#define n 1\n#pragma pop_macro(\"n\")\n"
                        + "void idle(void) { if (n) mb(); }",
                "#pragma push_macro(\"n\")\n#define n 1\n#pragma pop_macro(\"n\")\nvoid idle(void) { int n = 0; if (n) mb(); }",
            })
    void aNumberIsWhatWasDefinedLast(String text) {
        assertThat(OperationPaths.of(text)).containsExactly("");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#ifdef ODD\n#define N 1\n#else\n#define N 0\n#endif\n",
                "#define N 1\n#ifdef ODD\n#undef N\n#define N (n + 1)\n#endif\n\n\n",
                "#ifdef ODD\n#define NR_SOFTIRQS 1\n#else\n#define NR_SOFTIRQS 0\n#endif\n#define N NR_SOFTIRQS",
            })
    void aNumberThatIsDefinedInSeveralWaysIsNotUnderstood(String macros) {
        String text = macros + "\nvoid idle(void) { if (N) safe_halt(); }";
        assertThat(IdleCode.read("own.c", text, "idle", Bindings.builtIn()).hasErrors())
                .isTrue();
        assertThat(IdleCode.read("own.c", text, "idle", Bindings.builtIn())
                        .assumptions()
                        .unsupported())
                .singleElement()
                .asString()
                .matches("macro (N|NR_SOFTIRQS), which the file defines in several ways .*");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mb()\n    safe_halt();",
                "mb() mb(); safe_halt();",
                "mb() if (x) safe_halt();",
                "n = 1\n safe_halt();"
            })
    void aSemicolonThatIsMissingIsAnError(String body) {
        String text = "void idle(void)\n{\n    " + body + "\n}";
        assertThat(IdleCode.read("own.c", text, "idle", Bindings.builtIn()).hasErrors())
                .isTrue();
    }

    @Test
    void butNotBehindTheHeadOfALoop() {
        assertThat(paths("", "for_each_waiting(cpu) mb();")).contains("", "fence");
        assertThat(paths("", "while_waiting(cpu, mask) if (x) mb();")).contains("", "fence");
        assertThat(paths("", "int cpu = 0; for_each_online_cpu(cpu) if (cpu) mb();"))
                .contains("", "fence");
    }
}
