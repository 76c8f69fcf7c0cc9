// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PatchFileTest {
    private static final String MAIL = """
            From 1234 Mon Sep 17 00:00:00 2001
            From: Somebody <somebody@example.org>
            Subject: [PATCH] x86: change two places

            --- not a header
            ---
             xen/a.c | 4 ++--

            diff --git a/xen/a.c b/xen/a.c
            index 1111111..2222222 100644
            --- a/xen/a.c
            +++ b/xen/a.c
            @@ -1,3 +1,4 @@ first
             one
            +one and a half
             two
             three
            @@ -5,2 +6,1 @@
             five
            -six
            --\040
            2.39.2
            """;

    @Test
    void aMailWithTwoHunks() {
        FilePatch patch = PatchFile.parse("mail", MAIL).get(0);
        assertThat(patch.path()).isEqualTo("xen/a.c");
        assertThat(patch.apply("one\ntwo\nthree\nfour\nfive\nsix\n"))
                .isEqualTo("one\none and a half\ntwo\nthree\nfour\nfive\n");
    }

    @Test
    void hunksThatHaveMovedAreFound() {
        FilePatch patch = PatchFile.parse("mail", MAIL).get(0);
        assertThat(patch.apply("zero\nzero\none\ntwo\nthree\nx\ny\nfive\nsix"))
                .isEqualTo("zero\nzero\none\none and a half\ntwo\nthree\nx\ny\nfive");
    }

    /** Where they are told to be, they are; moved, they must be in one place, or another function's lines are changed. */
    @Test
    void hunksThatHaveMovedToSeveralPlacesAreRefused() {
        FilePatch patch = PatchFile.parse("p", "--- a/f\n+++ b/f\n@@ -3,1 +3,1 @@\n-one\n+two\n")
                .get(0);
        assertThat(patch.apply("one\nx\none\nx\none\n")).isEqualTo("one\nx\ntwo\nx\none\n");
        assertThat(patch.apply("x\nx\nx\none\n")).isEqualTo("x\nx\nx\ntwo\n");
        assertThatThrownBy(() -> patch.apply("one\nx\nx\none\n"))
                .hasMessage(
                        "the patch does not apply: its lines for f at line 3 are not there, but in several other places");
    }

    @Test
    void oneThatDoesNotApplySaysWhichHunk() {
        FilePatch patch = PatchFile.parse("mail", MAIL).get(0);
        assertThatThrownBy(() -> patch.apply("one\ntwo\nthree\nfour\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("xen/a.c at line 5");
    }

    @Test
    void whatIsNoPatchOrIsCutOffSaysSo() {
        assertThatThrownBy(() -> PatchFile.parse("x.patch", "hello\n")).hasMessage("x.patch holds no unified diff");
        assertThatThrownBy(() -> PatchFile.parse("x.patch", "--- a/f\n+++ b/f\n@@ -1,5 +1,5 @@\n one\n"))
                .hasMessageContaining("x.patch is cut off or damaged at line 6");
    }

    /** One line less in the old text than there is, and one more in the new one. */
    @Test
    void aHunkWithOtherNumbersOfLinesIsDamaged() {
        String hunk = " one\n+two\n three\n";
        assertThat(PatchFile.parse("x", "--- a/f\n+++ b/f\n@@ -1,2 +1,3 @@\n" + hunk))
                .hasSize(1);
        for (String head : new String[] {"@@ -1,1 +1,3 @@", "@@ -1,3 +1,3 @@", "@@ -1,2 +1,4 @@", "@@ -1,2 +1,2 @@"}) {
            assertThatThrownBy(() -> PatchFile.parse("x", "--- a/f\n+++ b/f\n" + head + "\n" + hunk))
                    .as(head)
                    .hasMessageContaining("damaged at line");
        }
    }

    @Test
    void manyFiles() {
        String two = "--- a/f\n+++ b/f\n@@ -1 +1 @@\n-a\n+b\n--- a/g\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n";
        assertThat(PatchFile.parse("x", two)).extracting(FilePatch::path).containsExactly("f", "g");
    }
}
