// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pointers that walk through arrays lead to the element that C says. */
class PointerWalksTest {
    private static Set<String> paths(String body) {
        return OperationPaths.of("struct s { int a, b; }; static const int m[] = { 4, 5, 0 };"
                + "static int sum(int *p, int *end) { int all = 0; while (p < end) all += *p++; return all; }"
                + "void idle(int *given) { int t[3] = { 1, 2, 3 }, *p = t, x, y, i = 1;"
                + "struct s s[2] = { { 1, 2 }, { 3, 4 } }, *q = s; int d[2][2] = { { 1, 2 }, { 3, 4 } }; " + body
                + "}");
    }

    /** Each condition is met. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "x = *p++; if (x == 1 && *p == 2) mb();",
                "x = *++p; if (x == 2 && *p == 2) mb();",
                "p += 2; x = *p--; if (x == 3 && *p == 2) mb();",
                "*p++ = 7; if (t[0] == 7 && t[1] == 2 && p == &t[1]) mb();",
                "*++p = 7; if (t[0] == 1 && t[1] == 7) mb();",
                "p = t + 2; if (p[-1] == 2 && *(p - 2) == 1 && p - t == 2 && t - p == -2) mb();",
                "p = t + 1; if (p[1] == 3 && p > t && p >= &t[1] && t < p && p != t && p == &t[i]) mb();",
                "if (*(i + p) == 2 && *(t + i + 1) == 3 && (t + 1)[1] == 3 && p == t && p == &t[0] && !(p - t)) mb();",
                "for (x = 0, p = t; p < t + 3; p++) x += *p; if (x == 6) mb();",
                "for (x = 0, p = &t[2]; p >= t; p--) x = 10 * x + *p; if (x == 321) mb();",
                "if (sum(t, t + 3) == 6 && sum(&t[1], t + 2) == 2) mb();",
                "const int *c; for (x = 0, c = m; *c; c++) x += *c; if (x == 9) mb();",
                "if ((q + 1)->b == 4 && q[1].a == 3 && (*(q + 1)).b == 4 && (++q)->a == 3) mb();",
                "q++->a = 7; if (s[0].a == 7 && q->a == 3) mb();",
                "for (x = 0, q = s; q < &s[2]; q++) x += q->b; if (x == 6) mb();",
                "p = &s[1].b; *p = 7; if (s[1].b == 7) mb();",
                "p = d[1]; if (p[1] == 4 && *p == 3 && p == &d[1][0] && d[1] + 1 == &p[1]) mb();",
                "p = &d[0][0]; p += 3; *p = 7; if (d[1][1] == 7) mb();",
                "int (*row)[2] = d; row++; if ((*row)[1] == 4 && row[-1][0] == 1) mb();",
                "int *a[2] = { &x, &y }, **pp; x = 0; y = 7; for (pp = a; pp < a + 2; pp++) if (**pp == 7) mb();",
                "int **pp = &p; (*pp)++; if (*p == 2 && **pp == 2 && *(*pp)++ == 2 && *p == 3) mb();",
                "void *v = t; if (((int *)v)[2] == 3) mb();",
                "unsigned long at = (unsigned long)&t[1]; *(int *)at = 7; if (t[1] == 7) mb();",
                "x = 0x100; bool *r = (bool *)&x; if (!*r && *(u8 *)&x == 0) mb();",
                "typedef struct s alias; alias *r = s; r[1].a = 7; if (s[1].a == 7) mb();",
                "u8 b[2], *r = b; *r++ = 0x102; if (b[0] == 2) mb();",
                "given[0] = 7; if (*given == 7 && given[0] == 7) mb();",
                "p = given; p++; *p = 7; if (*p == 7) mb();",
            })
    void leadToTheElement(String body) {
        assertThat(paths(body)).containsExactly("fence");
    }

    /** Nobody says whether the condition is met: as elements of another size, or too far away. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "u16 *r = (u16 *)t; if (r[1] == 2) mb();",
                "void *v = t; u16 *r = v; r++; if (*r == 2) mb();",
                "if (((u16 *)t)[1] == 2 || *((u16 *)t + 1) == 2) mb();",
                "u16 *r = (u16 *)&t[1]; if (r - (u16 *)t == 1) mb();",
                "u8 b[4] = { 0, 0, 0, 0 }; unsigned int *r = (unsigned int *)b; *r = 1; if (b[0]) mb();",
                "u8 *r = (u8 *)t; *r = 0; if (t[0] == 1) mb();",
                "u8 *r = (u8 *)t; r[4] = 0; if (t[1] == 2) mb();",
                "int c[2][2][2]; c[0][1][1] = 7; p = &c[0][0][0]; p[3] = 0; if (c[0][1][1]) mb();",
                "given[0] = 1; given[which] = 0; if (*given) mb();",
                "t[1] = 7; p[its()] = 0; if (t[1] == 7) mb();",
                "t[1] = 7; p += its(); *p = 0; if (t[1] == 7) mb();",
                "struct s *r = (struct s *)t; r->b = 0; if (t[1] == 2) mb();",
                "struct s *r = (struct s *)t; t[0] = 7; if (r->a == 7) mb();",
                "bool *r = (bool *)&t[0]; t[0] = which; if (*r) mb();",
                "t[0] = *given; if (given + 1 == other) mb();",
            })
    void mayLeadElsewhere(String body) {
        assertThat(paths(body)).contains("", "fence");
    }

    /** What is done in between changes nothing of what is remembered. */
    @Test
    void elementsAreRememberedAsLongAsAPointerMayGetThere() {
        assertThat(paths("t[2] = 7; mb(); for (p = t; p < t + 3; p++) if (*p == 7) mb();"))
                .containsExactly("fence fence");
        assertThat(paths("mb(); for (i = 0; i < 3; i++) if (t[i] == 3) mb();")).containsExactly("fence fence");
        assertThat(paths("mb(); for (q = s; q < s + 2; q++) if (q->b == 4) mb();"))
                .containsExactly("fence fence");
    }

    @Test
    void aPointerThatGoesOnForEverComesToAnEnd() {
        assertThat(paths("for (p = t; *p != 9; p++) ; safe_halt();")).contains("safe_halt");
    }
}
