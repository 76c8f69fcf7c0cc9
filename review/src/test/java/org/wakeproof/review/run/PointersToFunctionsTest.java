// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which functions of the file a call may lead to: {@code one} has a fence, {@code two} sleeps. */
class PointersToFunctionsTest {
    private static final String FUNCTIONS = "static int one(void) { mb(); return 1; }"
            + " static int two(void) { safe_halt(); return 2; } typedef int (*go)(void);"
            + " static go pick(void) { return some ? one : two; } struct ops { int (*go)(void); };";

    private static Set<String> paths(String outside, String body) {
        return OperationPaths.of(FUNCTIONS + outside + " void idle(void) {" + body + "}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(some ? one : two)();",
                "(*(some ? &one : &two))();",
                "pick()();",
                "int (*f)(void) = some ? one : two; f();",
                "int (*f)(void); if (some) f = one; else f = &two; f();",
                "int (*f)(void) = NULL; f = (some ? one : two); (*f)();",
                "struct ops ops = { .go = some ? one : two }, copy = ops; copy.go();",
                "int (*f[])(void) = { one, two }; f[some & 1]();",
                "static int (*const f[])(void) = { one, two }; f[!!some]();",
                "global();",
            })
    void oneOfTwo(String body) {
        String global = "static int (*global)(void) = one; void init(void) { global = two; }";
        assertThat(paths(global, body)).containsExactlyInAnyOrder("fence", "safe_halt");
    }

    @Test
    void theOneThatIsChosenWhereThatIsKnown() {
        assertThat(paths("", "int n = (0 ? one : two)(); if (n == 1) mb();")).containsExactly("safe_halt");
        assertThat(paths("", "int (*f)(void) = one; f(); f = two; f();")).containsExactly("fence safe_halt");
        assertThat(paths("", "(&one)(); (*one)(); (*&two)();")).containsExactly("fence fence safe_halt");
    }

    /** Where it may be another one, it is what nobody knows, too. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "int (*f)(void) = one; if (some) f = hook(); f();",
                "int (*f)(void) = one; set(&f); f();",
                "int (*f)(void) = one, (**p)(void) = &f; if (some) *p = hook(); f();",
                "global();",
                "hooks[some]();",
                "(some ? one : hook)();",
            })
    void orAnother(String body) {
        String global = "static int (*global)(void) = one; void init(int (*f)(void)) { global = f; }";
        assertThat(paths(global, body)).contains("fence".repeat(body.startsWith("hooks") ? 0 : 1), "");
    }

    /** One that other files can set is taken for one of those that this one sets it to, which is said. */
    @Test
    void whatOtherFilesMaySetIsAssumed() {
        String text = FUNCTIONS + "int (*global)(void) = one; void init(void) { global = two; }"
                + " void idle(void) { global(); }";
        assertThat(OperationPaths.of(text)).containsExactlyInAnyOrder("fence", "safe_halt");
        assertThat(Analysis.of(OperationPaths.lower(text), true).assumed())
                .containsExactly("global is one of those that the file stores to it: one, two (line 1)");
    }
}
