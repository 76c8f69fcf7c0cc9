// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Fields are those of their structure, whatever others have one of the same name; parts of parts are named in lists, too. */
class FieldsTest {
    private static final String STRUCTURES = "struct s { u8 a; int b; struct { u8 a; u16 c; } in; };"
            + " struct t { int a; u8 b; struct t *next; }; typedef struct { u8 a; } a_t; typedef struct { int a; } b_t;"
            + " static struct s f(int v) { struct s s = { v }; return s; } static struct t g(int v) { return (struct t){ .a = v }; }"
            + " union u { u32 w; s32 i; u8 low; }; struct v { int n; union { u16 h; s8 l; }; };"
            + " static const struct s table[] = { { 7 }, { .in.c = 256, .in.a = 257, .b = 256 } };";

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiterString = "=>",
            value = {
                "struct s s = { 256, 256 }; struct t t = { 256, 256 }; => s.a == 0 && s.b == 256 && t.a == 256 && t.b == 0",
                "struct s s, *p = &s; struct t t, *q = &t; p->a = 256; q->a = 256; => s.a == 0 && t.a == 256 && (*q).a == 256",
                "=> f(256).a == 0 && g(256).a == 256",
                "a_t a = { 256 }; b_t b = { 256 }; => a.a == 0 && b.a == 256",
                "struct t t = { 256 }, u = { .next = &t }; => u.next->a == 256 && u.a == 0 && sizeof(t.a) == 4 && sizeof(u.next->b) == 1",
                "struct s s = { .in.c = 256 }; => s.in.c == 256 && s.in.a == 0 && s.a == 0",
                "struct s s = { .in = { 1, 2 }, .in.a = 3 }; => s.in.a == 3 && s.in.c == 2",
                "struct s s = { 1, 2, { 256, 256 } }; => s.in.a == 0 && s.in.c == 256",
                "struct t t[2] = { [1].a = 256, [1].b = 256, [0].a = 1 }; => t[1].a == 256 && t[1].b == 0 && t[0].a == 1 && t[0].b == 0",
                "=> table[0].a == 7 && table[0].in.c == 0 && table[1].in.c == 256 && table[1].in.a == 1 && table[1].a == 0",
                // Fields of a union: the lowest bytes come first.
                "union u u; u.w = 0xfffff180; => u.i == -3712 && u.low == 0x80 && u.w == 0xfffff180",
                "union u u = { .i = -1 }, t = u, *p = &t; p->i = 256; => u.w == 0xffffffff && t.low == 0 && t.w == 256",
                "struct v v = { 1 }; v.h = 0x1ff; => v.l == -1 && v.h == 511",
                "struct s s; typeof(s.a) x = 256; typeof(s.b) y = 256; => x == 0 && y == 256"
            })
    void theValueIs(String body, String condition) {
        String text =
                STRUCTURES + " void idle(void) {" + (body == null ? "" : body) + " if (!(" + condition + ")) mb(); }";
        assertThat(OperationPaths.of(text)).containsExactly("");
    }

    /** What was not stored is not known: more bytes than that, of fields that other structures have, too, or of what is no number. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "union u { u32 w; u8 low; }; | union u u; u.w = 0; u.low = 1; if (u.w) mb();",
                "union u { u32 w; u8 low; }; struct s { u8 low; }; | union u u; u.w = 1; if (u.low) mb();",
                "union u { u32 w; u8 low[4]; }; | union u u; u.w = 1; if (u.low[0]) mb();",
                "union u { u32 w; struct { u8 a, b; } low; }; | union u u; u.w = 1; if (u.low.a) mb();"
            })
    void nobodyKnows(String text) {
        String[] parts = text.split(" \\| ");
        assertThat(OperationPaths.of(parts[0] + " void idle(void) {" + parts[1] + "}"))
                .containsExactlyInAnyOrder("", "fence");
    }
}
