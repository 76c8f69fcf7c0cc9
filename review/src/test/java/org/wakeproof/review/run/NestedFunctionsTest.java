// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wakeproof.review.code.Code;
import org.wakeproof.review.code.Instruction;

/** GNU's functions within functions know the variables around them; what only looks like one is not understood. */
class NestedFunctionsTest {
    private static Set<String> paths(String body) {
        return OperationPaths.of("static int twice(int n) { int more(void) { return n + n; } return more(); }"
                + " void idle(void) { int n = 1; " + body + "}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "void set(void) { n = 7; } set(); if (n == 7) mb();",
                "int get(void) { return n; } n = 7; if (get() == 7) mb();",
                "int sum(int a, int b) { return a + b + n; } if (sum(2, 3) == 6) mb();",
                "void set(void) { int n; n = 7; } set(); if (n == 1) mb();",
                "int get(void) { return n; } { int n = 7; if (get() == 1) mb(); }",
                "auto int get(void); int get(void) { return 7; } if (get() == 7) mb();",
                "int one(void) { return n; } int both(void) { return one() + n; } if (both() == 2) mb();",
                "{ int get(void) { return 2; } n = get(); } int get(void) { return 3; } if (n == 2 && get() == 3) mb();",
                "int twice(int a) { return 3 * a; } if (twice(2) == 6) mb();",
                "if (twice(2) == 4) mb();",
            })
    void areFollowed(String body) {
        assertThat(paths(body)).containsExactly("fence");
    }

    @Test
    void runWhereTheyAreCalled() {
        assertThat(paths("void nap(void) { safe_halt(); } mb(); nap();")).containsExactly("fence safe_halt");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "void set(void) { n = 7; } call(set); | set, a function of the function itself, is used as a value",
                "void set(void) { n = 7; } void (*f)(void) = &set; | set, a function of the function itself, is used as a value",
                "auto void set(void); set(); void set(void) { n = 7; } | set, which is defined further on in the same function",
                "int f(int a) { return f(a - 1); } f(1); | recursion, or calls nested too deeply: f(a - 1)",
                "scoped_guard(x) { mb(); } | a block behind what nobody has explained: scoped_guard(x) { mb(); }",
                "INLINE retry(x) { mb(); } | a block behind what nobody has explained: INLINE retry(x) { mb(); }",
                "ON_SMP if (n) { mb(); } | a block behind what nobody has explained: ON_SMP if (n) { mb(); }",
            })
    void areNotUnderstood(String body, String what) {
        Code code = OperationPaths.lower("void idle(void)\n{ int n = 1;\n" + body + "\n}");
        assertThat(code.errors())
                .extracting(
                        Instruction.Unsupported::what, error -> error.place().line())
                .contains(tuple(what, 3));
    }

    /** What looks like the head of a function may be that of a loop; what that sets nobody knows. */
    @Test
    void aLoopOfWhichOnlyTheNameIsKnown() {
        assertThat(paths("{ my_foreach(n) { safe_halt(); break; } } mb();"))
                .containsExactlyInAnyOrder("fence", "safe_halt fence");
        assertThat(paths("{ my_foreach(n) { } } if (n == 1) mb();")).containsExactlyInAnyOrder("", "fence");
    }
}
