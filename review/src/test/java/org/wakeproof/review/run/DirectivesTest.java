// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Conditionals of the preprocessor are decided as far as they can be; equal conditions are met together, however they are written. */
class DirectivesTest {
    private static Set<String> paths(String lines) {
        return OperationPaths.of("#define THREE 3\n#define GONE 1\n#undef GONE\n#define NEGATIVE (-1)\n"
                + "#ifdef ODD\n#define OPEN 3\n#else\n#define OPEN 4\n#endif\n"
                + "void idle(void)\n{\n"
                + lines.replace("; ", "\n").replace("MB", "mb();").replace("HALT", "safe_halt();")
                + "\n}\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#if 1 || ODD; MB; #endif",
                "#if !(0 && ODD) && 1; MB; #endif",
                "#if defined(ODD) || !defined ODD; MB; #endif",
                "#if ODD > 3 || 3 >= ODD; MB; #endif",
                "#if ODD == 3 || ODD != 3; MB; #endif",
                "#if (defined(A) && defined(B)) || !defined(A) || !defined(B); MB; #endif",
                "#if defined(ODD) && !defined(ODD); HALT; #else; MB; #endif",
                "#if THREE > 2 && THREE * 2 == 6 && (THREE & 1) && ~THREE == -4 && NEGATIVE < 0; MB; #endif",
                "#if defined(GONE) || GONE || GONE + 1 != 1; HALT; #elif THREE; MB; #else; HALT; #endif",
                "#if -1 > 0u && 'a' == 97 && 0x10UL > 15; MB; #endif",
                "#if defined(CONFIG_X86) && !defined(__i386__); MB; #endif",
                "#if 0; HALT; #elif 0 || 0; HALT; #elif 1; MB; #elif ODD; HALT; #else; HALT; #endif",
                "#ifdef ODD; MB; #endif; #if !defined(ODD); MB; #endif",
                "#if defined(A) && defined(B); MB; #endif; #if !defined(A) || !defined(B); MB; #endif",
                "#if ODD > 3; MB; #endif; #if !(3 < ODD); MB; #endif",
                "#if IS_ENABLED(ODD); MB; #endif; #ifndef ODD; MB; #endif",
                "#if ODD; MB; #endif; #if !ODD; MB; #endif",
                "if (IS_ENABLED(ODD)) MB; #ifndef ODD; MB; #endif",
                "if (IS_ENABLED(CONFIG_X86) && !IS_ENABLED(CONFIG_X86_32)) MB; else HALT",
                "if (!IS_ENABLED(A) || !IS_ENABLED(B)) MB; if (IS_ENABLED(A) && IS_ENABLED(B)) MB",
                "#ifdef A; MB; #elif defined(B); MB; #elif 1; MB; #else; HALT; #endif",
                "#ifdef A; MB; #elifdef B; MB; #elifndef B; MB; #endif",
                "#if 0; HALT; #elifdef ODD; MB; #else; MB; #endif",
                "#if defined(A); MB; #elif defined(B); MB; #else; #error \"choose one\"; #endif",
                "#ifndef A; #error; #endif; MB; #ifndef A; HALT; #endif",
            })
    void areDecided(String lines) {
        assertThat(paths(lines)).containsExactly("fence");
    }

    /** The parser knows no directive there. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "if (1; #ifdef A; && !x; #endif; && 0) HALT; MB",
                "if (; #ifdef A; x ||; #endif; 1) MB",
                "if (0; #ifdef A; || a; #else; || b; #endif; || 1) MB",
                "#ifdef A; if (x); #else; if (y); #endif; MB else MB",
                "#ifndef A; if (1) {; #else; if (2) {; #endif; MB; }",
                "#ifdef A; if (0) safe_halt();; else; #endif; MB",
                "#ifdef A; if (1); #endif; MB",
                "#ifdef A; if (0) { if (x) HALT } else; #endif; MB",
                "if (0; #ifdef A; || x[1]; #endif; || 1) MB",
                // It is so in the same case as elsewhere.
                "if (0; #ifdef A; || 1; #endif; ) MB; #ifndef A; MB; #endif",
                "if (1; #if !defined(A); && 0; #endif; ) MB; #ifndef A; MB; #endif",
                "#ifdef A; if (0) HALT; else if (1) MB; else; #endif; mb();",
            })
    void areDecidedWithinAStatement(String lines) {
        assertThat(paths(lines)).containsExactly("fence");
    }

    @Test
    void aFunctionMayHaveTwoHeads() {
        String text = "#ifdef A\nstatic void idle(void)\n#else\nvoid idle(void)\n#endif\n{\n    mb();\n}\n";
        assertThat(OperationPaths.of(text)).containsExactly("fence");
    }

    /** What binds less than the operator in front of it is not taken for its operand. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "if (0; #ifdef A; && x || 1; #endif; ) mb();",
                "if (x; #ifdef A; ? 0 : 1; #endif; ) mb();",
            })
    void othersAreNotUnderstood(String lines) {
        assertThat(OperationPaths.lower("void idle(void)\n{\n" + lines.replace("; ", "\n") + "\n}\n")
                        .errors())
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "if (1; #ifdef A; && 0; #endif; ) MB",
                "if (0; #ifdef A; || 1; #endif; ) MB",
                "#ifdef A; if (0); #endif; mb();",
                "#ifdef A; if (1) safe_wait();; else; #endif; mb();",
            })
    void areOpenWithinAStatement(String lines) {
        assertThat(paths(lines)).contains("", "fence");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#if ODD > 3; MB; #endif",
                "if (IS_ENABLED(ODD)) MB",
                "if (IS_ENABLED(A) && IS_ENABLED(B)) MB; if (!IS_ENABLED(A) && !IS_ENABLED(B)) MB",
                "#if OPEN > 3; MB; #endif",
                "#if 0; HALT; #elif ODD; MB; #else; #endif",
                "#if 0; HALT; #elif ODD; #else; MB; #endif",
                "#if defined(A) && defined(B); MB; #elif !defined(A) && !defined(B); MB; #endif",
                "#if ODD > 3; MB; #elif ODD > 4; MB; #endif",
                "#if 1 / 0; MB; #endif",
                // It may have been defined in between.
                "#ifdef A; MB; #endif; #ifdef ODD; #define A; #endif; #ifndef A; MB; #endif",
                "#if A > 1; MB; #endif; #ifdef ODD; #define A 3; #endif; #if A <= 1; MB; #endif",
                "#if FUNCTION(1, (2)) > THREE; MB; #endif",
            })
    void areOpen(String lines) {
        assertThat(paths(lines)).contains("", "fence");
    }
}
