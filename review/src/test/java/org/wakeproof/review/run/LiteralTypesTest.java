// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of what type numbers are, and what a conditional and a switch make of types: as a compiler for x86-64 has it. */
class LiteralTypesTest {
    private static java.util.Set<String> paths(String body) {
        return OperationPaths.of("void idle(void) {" + body + "}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // What is not decimal may be without a sign, what is decimal is longer instead.
                "-1 == 0xffffffff && -1 != 4294967295 && -1 == 037777777777",
                "-1 > 0x80000000 && -1 < 2147483648 && 0x7fffffff > -1 && -1 > 1u && -1 < 1",
                "0xffffffff + 1 == 0 && 4294967295 + 1 != 0 && 0xfffffffful + 1 != 0",
                "-1L == 0xffffffffffffffff && -1 < 0xffffffffL && 0 < 0xffffffffffffffff",
                "3 * 0x80000000 == 0x80000000 && 2 * 0x80000000 == 0 && 2 * 2147483648 != 0",
                "'a' == 97 && '\\0' == 0 && '\\n' == 10 && '\\x40' == 64 && '\\101' == 'A' && '\\'' == 39",
                "'\\377' == -1 && '\\xff' < 0 && 'u' - 'l' == 9 && -1 < 'u'",
                "-0x10 == -16 && -010 == -8 && -1u == 0xffffffff && -1u > 0 && +3 == 3 && -0x80000000 > 0",
                // Either of its values is in the type of both.
                "(1 ? -1 : 0u) > 0 && (0 ? 0u : -1) > 0 && (1 ? -1 : 0) < 0 && (1 ? -1 : 0u) == 0xffffffff",
                "(1 ? -1 : 0l) < 0 && (1 ? 0xffffffff : -1l) > 0",
                "(-1 ?: 0u) > 0 && (0 ?: 7) == 7 && (3 ?: 7) == 3"
            })
    void theValueIs(String condition) {
        assertThat(paths("if (!(" + condition + ")) mb();")).containsExactly("");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "enum { TOP = 0x80000000 } top = TOP; -1 > TOP",
                "int n = 5; n -1 == 4 && n-1 == 4 && n - -1 == 6",
                "int n = 2; int m = n-- ?: 9; m == 2 && n == 1",
                "unsigned int x = 0xffffffff; int is = 0; switch (x) { case -1: is = 1; } is",
                "unsigned int x = 0; int is = 0; switch (x) { case 0x100000000: is = 1; } is",
                "int x = -1; int is = 0; switch (x) { case 0xffffffff: is = 1; } is",
                "unsigned int x = 5; int is = 0; switch (x) { case 0 ... 0xffffffff: is = 1; } is",
                "u8 x = 0; int is = 1; switch (x) { case 256: is = 0; } is"
            })
    void theValueBehindIs(String body) {
        int last = body.lastIndexOf(';') < body.lastIndexOf('}') ? body.lastIndexOf('}') : body.lastIndexOf(';');
        String condition = body.substring(last + 1);
        assertThat(paths(body.substring(0, last + 1) + " if (!(" + condition + ")) mb();"))
                .containsExactly("");
    }

    /** What the file defines as a number, or initializes a const with, has the type that the text says. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "#define M 0u\n|-1 > M",
                "#define M (0xffffffff)\n|-1 == M && M + 1 == 0",
                "#define M (-1)\n|M < 0 && M == 0xffffffff",
                "static const unsigned long m = 0xffffffff + 1;|m == 0",
                "static const int m = -1 > 0u;|m == 1",
                "static const unsigned long m = ~0u;|m >> 32 == 0 && m == 0xffffffff",
                "static const unsigned long m = 0x80000000 << 1;|m == 0",
                "static const long m = -1;|m < 0 && m == -1",
                "#define ONE 1u\nstatic const int m = ONE - 2 > 0;|m == 1",
                "enum { ONE = 1 }; static const int m = ONE - 2 > 0;|m == 0"
            })
    void theConstantIs(String text) {
        String[] parts = text.split("\\|");
        assertThat(OperationPaths.of(parts[0] + " void idle(void) { if (!(" + parts[1] + ")) mb(); }"))
                .containsExactly("");
    }
}
