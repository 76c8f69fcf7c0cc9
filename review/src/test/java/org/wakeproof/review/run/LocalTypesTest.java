// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A type that a function defines for itself is that one in its block, whatever else has the name. */
class LocalTypesTest {

    /** 0x102 in a byte is 2. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "typedef u8 w; void idle(void) { typedef unsigned int w; w x = 0x102; if (x == 0x102) mb(); }",
                "typedef unsigned int w; void idle(void) { typedef u8 w; w x = 0x102; if (x == 2) mb(); }",
                "typedef u8 w; static void f(void) { typedef int w; w y = 0; use(y); } void idle(void) { w x = 0x102; f(); if (x == 2) mb(); }",
                "typedef u8 w; void idle(void) { w x; { typedef int w; w y = 0; use(y); } x = 0x102; if (x == 2) mb(); }",
                "typedef u8 w; void idle(void) { w x; typedef int w; x = 0x102; if (x == 2 && (w)0x102 != 2) mb(); }",
                "struct s { u8 w; }; void idle(void) { struct s { int w; } x; x.w = 0x102; if (x.w == 0x102) mb(); }",
                "struct s { int w; }; void idle(void) { struct s { u8 w; }; struct s x; x.w = 0x102; if (x.w == 2) mb(); }",
                "struct s { u8 w; }; static void f(void) { struct s { int w; } y; y.w = 0; } void idle(void) { struct s x; f(); x.w = 0x102; if (x.w == 2) mb(); }",
            })
    void isTheInnermostOne(String text) {
        assertThat(OperationPaths.of(text)).containsExactly("fence");
    }

    /** As before C had prototypes. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "static int get(p) unsigned char p; { return p; } void idle(void) { if (get(0x102) == 2) mb(); }",
                "static int get(p, q) short *q; u8 p; { return p + *q; } void idle(void) { short x = 1; if (get(0x102, &x) == 3) mb(); }",
                "static int get(p, q) u8 p, q; { return p + q; } void idle(void) { if (get(0x102, 0x101) == 3) mb(); }",
                "static int get(p, q) u8 q; { return p + q; } void idle(void) { if (get(0x102, 0x101) == 0x103) mb(); }",
                "static int get(p)\n    register unsigned p;\n{ return p - 1 > p; } void idle(void) { if (get(0)) mb(); }",
            })
    void parametersThatAreDeclaredBehindTheHead(String text) {
        assertThat(OperationPaths.of(text)).containsExactly("fence");
        assertThat(OperationPaths.lower(text).errors()).isEmpty();
    }

    @Test
    void messagesHaveTheNamesOfTheText() {
        assertThat(Analysis.of(
                                OperationPaths.lower(
                                        "typedef u8 w; void idle(void) { typedef int w; if (odd((w)1)) mb(); }"),
                                true)
                        .freeConditions())
                .containsExactly("odd((w)1) (line 1)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "register unsigned long x asm(\"rax\") = 7; if (x == 7) mb();",
                "register u8 x __asm__ (\"al\"); x = 0x102; if (x == 2) mb();",
                "goto out; safe_halt(); out: mb(); end:",
                "{ goto out; safe_halt(); out: } mb();",
                "switch (1) { case 1: [[fallthrough]]; case 2: mb(); fallthrough; default: }",
            })
    void whatCompilersAllow(String body) {
        assertThat(OperationPaths.of("void idle(void) { " + body + " }")).containsExactly("fence");
        assertThat(OperationPaths.lower("void idle(void) { " + body + " }").errors())
                .isEmpty();
    }
}
