// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wakeproof.review.code.Code;

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
                "int (*f)(void) = global; f();",
                "int (*f)(void), (*g)(void) = global; f = g; f();",
                "(global ?: one)();",
                "(some ? global : two)();",
                "struct ops ops = { .go = global }; ops.go();",
                // Fields with the names of the functions that they are set to.
                "struct s { int (*one)(void); int (*two)(void); } s = { .one = one, .two = two }; if (some) s.one(); else s.two();",
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

    /** A pointer that walks through a table of functions leads to one after the other. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "int (*const *f)(void); for (f = table; *f; f++) (*f)();",
                "const go *f = table; (*f)(); f++; (*f)();",
                "const struct ops *o; for (o = all; o->go; o++) o->go();",
                "const struct ops *o = all; o++->go(); (*o).go();",
            })
    void oneAfterTheOther(String body) {
        String tables = "static int (*const table[])(void) = { one, two, NULL };"
                + " static const struct ops all[] = { { one }, { .go = two }, { NULL } };";
        assertThat(paths(tables, body)).containsExactly("fence safe_halt");
    }

    /** Functions that the machine has are called by pointers as those of the file are. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "never();",
                "(*never)();",
                "many[1]();",
                "ops.stop();",
                "void (*f)(void) = safe_halt; f();",
                "void (*f)(void); f = &safe_halt; (*f)();",
                "(some ? safe_halt : safe_halt)();",
                "with(safe_halt);",
                "struct how how = ops; how.stop();"
            })
    void aSleepByAPointer(String body) {
        String outside = "static void (*const never)(void) = &safe_halt;"
                + " static void (*const many[])(void) = { local_irq_enable, safe_halt };"
                + " static const struct how { void (*stop)(void); void (*go)(void); } ops ="
                + " { .stop = safe_halt, .go = local_irq_enable }; static void with(void (*f)(void)) { f(); }";
        assertThat(paths(outside, body)).containsExactly("safe_halt");
    }

    /** What the file has of such a name goes first. */
    @Test
    void aVariableOfTheNameOfAFunctionIsNone() {
        assertThat(paths("int halt;", "halt = 0; int x = halt; if (halt) mb();"))
                .isEqualTo(paths("int other;", "other = 0; int x = other; if (other) mb();"));
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
                "set(one); copied();",
                "(some ? one : hook)();",
            })
    void orAnother(String body) {
        String global = "static int (*global)(void) = one; void init(int (*f)(void)) { global = f; }"
                + " static struct own { int (*h)(void); } own = { .h = one };"
                + " static int (*copied)(void) = one; void keep(int (*h)(void)) { copied = h; }";
        assertThat(paths(global, body)).contains("fence".repeat(body.startsWith("hooks") ? 0 : 1), "");
    }

    /** Of a field that the file declares, too; where only it can set the structure, there is nothing to assume. */
    @Test
    void aFieldIsOneOfThoseThatAreStoredToIt() {
        String table = FUNCTIONS + "static const struct ops o = { .go = one }; static const struct ops *at = &o;"
                + " static struct ops own = { one };";
        Code through = OperationPaths.lower(table + " void idle(void) { at->go(); }");
        assertThat(Analysis.of(through, true).assumed())
                .containsExactly("at->go is one of those that the file stores to it: one (line 1)");
        Code own = OperationPaths.lower(table + " void idle(void) { own.go(); }");
        assertThat(Analysis.of(own, true).assumed()).isEmpty();
        assertThat(OperationPaths.of(table + " void idle(void) { at->go(); own.go(); }"))
                .containsExactly("fence fence");
    }

    /** A function that a condition chooses is none of the others that a pointer may lead to. */
    @Test
    void aChosenOneIsOneOfThoseThatAreNamed() {
        String other = " static int three(void) { local_irq_enable(); return 3; }"
                + " static struct ops { int (*resume)(void); } other = { .resume = three };"
                + " static int (*global)(void) = one;";
        assertThat(paths(other, "(global ?: two)();")).doesNotContain("irq_enable");
        assertThat(paths(other, "(some ? global : two)();")).containsExactlyInAnyOrder("fence", "safe_halt");
    }

    /** A copy of one that other files can set. */
    @Test
    void ofACopyItIsAssumed() {
        String text = FUNCTIONS + "int (*global)(void) = one; void idle(void) { int (*f)(void) = global; f(); }";
        assertThat(Analysis.of(OperationPaths.lower(text), true).assumed())
                .containsExactly("f is one of those that the file stores to it: one (line 1)");
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
