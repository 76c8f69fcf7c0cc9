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
