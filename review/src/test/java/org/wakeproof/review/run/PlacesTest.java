// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which names are of the same place, and what a place holds: where that is not known, the code goes both ways. */
class PlacesTest {
    private static Set<String> paths(String outside, String body) {
        return OperationPaths.of(outside + " void idle(void) {" + body + "}");
    }

    /** Each sets what is looked at then, to 1 or to what nobody knows. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "int no[2] = { 0, 0 }, *p = no; p[1] = 1; if (no[1]) mb();",
                "int no[2] = { 0, 0 }, *p = &no[0]; p[1] = 1; if (no[1]) mb();",
                "int no[2] = { 0, 0 }, *p = no; p++; *p = 1; if (no[1]) mb();",
                "int no[2] = { 0, 0 }, *p = no; *(p + 1) = 1; if (no[1]) mb();",
                "int no[2] = { 0, 0 }; no[which] = 1; if (no[1]) mb();",
                "int no = 0; *(u8 *)&no = 1; if (no) mb();",
                "int no = 0; asm volatile (\"mov $1, %0\" : \"=r\" (no)); if (no) mb();",
                "union u { int whole; char low; } u; u.low = 0; u.whole = 1; if (u.low) mb();",
            })
    void anotherNameOfThePlace(String body) {
        assertThat(paths("", body)).contains("fence");
    }

    @Test
    void whatIsConstIsWhatItIsInitializedTo() {
        assertThat(paths("static const int no = 0;", "barrier(); if (no) mb();"))
                .containsExactly("");
        assertThat(paths("static int no = 0;", "if (no) mb();")).containsExactlyInAnyOrder("", "fence");
        assertThat(paths(
                        "static int go(void) { mb(); } static const struct ops { int (*f)(void); } ops = { go };",
                        "ops.f();"))
                .containsExactly("fence");
        assertThat(paths("", "static const int yes = 1; if (yes) mb();")).containsExactly("fence");
        assertThat(paths("static const int *p;", "if (p) mb();")).containsExactlyInAnyOrder("", "fence");
    }

    @Test
    void structuresAreCopiedWithTheirFields() {
        String s = "struct s { int a, b; };";
        assertThat(paths(
                        s + "static struct s make(void) { struct s s; s.b = 1; return s; }",
                        "struct s t = make(); if (t.b) mb();"))
                .containsExactly("fence");
        assertThat(paths(
                        s + "static void set(struct s s) { s.b = 1; }",
                        "struct s t = { 0, 0 }; set(t); if (t.b) mb();"))
                .containsExactly("");
    }

    @Test
    void whatAListDoesNotNameIsZero() {
        assertThat(paths("struct s { int a, b; };", "struct s s = { 3 }; if (s.b) mb();"))
                .containsExactly("");
        assertThat(paths("struct s { int a, b; };", "struct s s = { .b = 3 }; if (s.a || s.b != 3) mb();"))
                .containsExactly("");
        assertThat(paths("", "int a[3] = { [1] = 3 }; if (a[0] || a[1] != 3 || a[2]) mb();"))
                .containsExactly("");
    }

    @Test
    void aFieldOfBitsIsAsWideAsItSays() {
        String s = "struct s { unsigned int low:1, more:2; bool one:1; };";
        assertThat(paths(s, "struct s s; s.low = 2; if (s.low) mb();")).containsExactly("");
        assertThat(paths(s, "struct s s; s.more = 7; if (s.more != 3) mb();")).containsExactly("");
        assertThat(paths(s, "struct s s; s.one = 2; if (!s.one) mb();")).containsExactly("");
    }

    /** 0x102 in a byte is 2. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "u8 a[2] = { 0, 0x102 }; if (a[1] != 2) mb();",
                "u8 a[2]; a[1] = 0x102; if (a[1] != 2) mb();",
                "u8 no, *p = &no; *p = 0x102; if (no != 2) mb();",
                "unsigned int no = 0x102; u8 *p = (u8 *)&no; if (*p != 2 || p[0] != 2) mb();",
                "unsigned int no = 0x102; void *v = &no; const u8 *p = v; if (*p != 2) mb();",
                "if (((u8[]){ 0, 0x102 })[1] != 2) mb();",
                "u8 a[1][2]; a[0][1] = 0x102; if (a[0][1] != 2) mb();",
                "unsigned int no = 0x102; u8 *a[1] = { (u8 *)&no }; if (*a[0] != 2) mb();",
                "typeof(u8) no = 0x102; if (no != 2) mb();",
                "uchar no = 0x102; if (no != 2) mb();",
                "u_char no = 0x102; if (no != 2) mb();",
                "uint8 no = 0x102; if (no != 2) mb();",
                "uint_least8_t no = 0x102; if (no != 2) mb();",
                "typedef unsigned char byte; byte no = 0x102; if (no != 2) mb();",
                "typedef u8 byte; typedef byte word; const word no[1] = { 0x102 }; if (no[0] != 2) mb();",
                "typedef u8 byte; int no = (byte)0x102; if (no != 2) mb();"
            })
    void whatIsReadByAByteIsAByte(String body) {
        assertThat(paths("", body)).containsExactly("");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "u32 a[2] = { 0, 0x102 }; if (a[1] == 0x102) mb();",
                "u16 no = 0x102, *p = &no; if (*p == 0x102) mb();",
                "u32 no = 0x102; u8 *p = (u8 *)&no; if (*(u32 *)p == 0x102) mb();",
                "u8 no = 2, *p = &no, **q = &p; if (**q == 2) mb();",
                "ushort no = 0x102; uint more = 0x10002; if (no == 0x102 && more == 0x10002) mb();",
                "int a[1][2]; a[0][1] = 0x102; if (a[0][1] == 0x102) mb();",
                "typedef u32 word; word no = 0x102; if (no == 0x102) mb();",
                "typedef u8 word; struct { u32 word; } s; s.word = 0x102; if (s.word == 0x102) mb();",
                "if (0b100000010 == 0x102 && 0B10u == 2) mb();"
            })
    void whatIsWiderIsReadAsAWhole(String body) {
        assertThat(paths("", body)).containsExactly("fence");
    }

    @Test
    void whatEachCpuHasIsOfTheTypeThatItIsDefinedWith() {
        String each = "static DEFINE_PER_CPU(u8, no); DEFINE_PER_CPU_READ_MOSTLY(unsigned int, wide);";
        assertThat(paths(each, "this_cpu(no) = 0x102; if (this_cpu(no) != 2) mb();"))
                .containsExactly("");
        assertThat(paths(each, "this_cpu(wide) = 0x102; if (this_cpu(wide) == 0x102) mb();"))
                .containsExactly("fence");
    }

    @Test
    void aFunctionReturnsWhatATypedefSays() {
        assertThat(paths("typedef u8 byte; static byte get(void) { return 0x102; }", "if (get() != 2) mb();"))
                .containsExactly("");
    }

    @Test
    void aLocalVariableIsNotTheOneOutsideOfTheSameName() {
        String outside = "static const int no = 0; static int get(void) { return no; }";
        assertThat(paths(outside, "int no = 1; if (get()) mb();")).containsExactly("");
    }

    @Test
    void anIndexIsWorkedOut() {
        assertThat(paths("", "if (softirq_pending(0 * which)) mb();"))
                .isEqualTo(paths("", "if (softirq_pending(0)) mb();"));
    }

    @Test
    void assemblyThatTouchesMemoryIsABarrier() {
        assertThat(paths("", "if (p->no) mb(); asm volatile (\"\" ::: \"memory\"); if (p->no) mb();"))
                .contains("", "fence", "fence fence");
    }

    /** What is written to by no name that is followed may be any variable whose address is there. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "((u8 *)&no)[1] = 0;",
                "*((u8 *)&no + 1) = 0;",
                "asm volatile (\"movb $0, 1(%0)\" :: \"r\" (&no) : \"memory\");"
            })
    void partOfAVariableIsChanged(String change) {
        assertThat(paths("", "unsigned int no = 0x102; " + change + " if (no != 0x102) mb();"))
                .contains("", "fence");
    }

    /** Who gets to a variable by what it is given, or has been given before, may change it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "munge(&no);",
                "struct s s = { &no }; munge(&s);",
                "struct s s = { &no }; munge(s);",
                "int *p = &no, **q = &p; munge(q);",
                "keep(&no); no = 3; munge();",
                "hold = &no; no = 3; munge();"
            })
    void whatOthersGetToIsNotKnown(String given) {
        assertThat(paths("struct s { int *a; };", "int no = 3; " + given + " if (no != 3) mb();"))
                .contains("", "fence");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"munge(no);", "int other; munge(&other);", "munge(); no = 3;", "keep(&no); munge(); no = 3;"})
    void whatNobodyElseGetsToIs(String given) {
        assertThat(paths("struct s { int *a; };", "int no = 3; " + given + " if (no != 3) mb();"))
                .containsExactly("");
    }

    /** What is called by a pointer gives back what its declaration says. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "u8 (*f)(void) = (void *)wide; if (f() != 2) mb();",
                "byte_fn f = (byte_fn)wide; if (f() != 2) mb();",
                "unsigned int (*f)(void) = wide; if (f() != 0x102) mb();"
            })
    void aPointerToAFunctionSaysWhatThatReturns(String body) {
        String outside = "typedef u8 (*byte_fn)(void); static unsigned int wide(void) { return 0x102; }";
        assertThat(paths(outside, body)).containsExactly("");
    }

    @Test
    void whatAFunctionGivesBackHasFields() {
        String outside = "struct s { int a, b; }; static struct s get(int n) { return (struct s){ .a = n }; }";
        assertThat(paths(outside, "if (get(3).a != 3 || get(3).b) mb();")).containsExactly("");
    }

    @Test
    void aLabelIsNoPartOfAnInstruction() {
        assertThat(paths("", "asm volatile (\"1: hlt\");")).containsExactly("halt");
    }
}
