// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fields are those of their structure, whatever others have one of the same name; parts of parts are named in lists, too. */
class FieldsTest {
    private static final String STRUCTURES = "struct s { u8 a; int b; struct { u8 a; u16 c; } in; };"
            + " struct t { int a; u8 b; struct t *next; }; typedef struct { u8 a; } a_t; typedef struct { int a; } b_t;"
            + " static struct s f(int v) { struct s s = { v }; return s; } static struct t g(int v) { return (struct t){ .a = v }; }"
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
                "struct s s; typeof(s.a) x = 256; typeof(s.b) y = 256; => x == 0 && y == 256"
            })
    void theValueIs(String body, String condition) {
        String text =
                STRUCTURES + " void idle(void) {" + (body == null ? "" : body) + " if (!(" + condition + ")) mb(); }";
        assertThat(OperationPaths.of(text)).containsExactly("");
    }
}
