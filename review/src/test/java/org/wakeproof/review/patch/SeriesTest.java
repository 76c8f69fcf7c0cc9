// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeriesTest {
    private static String change(String from, String to, String old, String now) {
        return "--- a/" + from + "\n+++ b/" + to + "\n@@ -1,1 +1,1 @@\n-" + old + "\n+" + now + "\n";
    }

    @Test
    void aSeriesAppliesAsAWhole() {
        String mails = "From 1\nSubject: [1/2]\n\n" + change("xen/a.c", "xen/a.c", "one", "two")
                + "-- \n2.39\n\nFrom 2\nSubject: [2/2]\n\n" + change("xen/a.c", "xen/a.c", "two", "three")
                + "-- \n2.39\n";
        assertThat(Series.parse("mails", mails).apply("xen/a.c", "one\n")).isEqualTo("three\n");
    }

    @Test
    void aFileThatIsRenamedIsFollowed() {
        String mails = change("xen/a.c", "xen/b.c", "one", "two") + change("xen/b.c", "xen/b.c", "two", "three");
        assertThat(Series.parse("mails", mails).apply("a.c", "one\n")).isEqualTo("three\n");
        String rename =
                "diff --git a/xen/a.c b/xen/b.c\nsimilarity index 100%\nrename from xen/a.c\nrename to xen/b.c\n";
        assertThat(Series.parse(
                                "mails",
                                rename + "diff --git a/xen/b.c b/xen/b.c\n"
                                        + change("xen/b.c", "xen/b.c", "one", "two"))
                        .apply("xen/a.c", "one\n"))
                .isEqualTo("two\n");
    }

    /** As git writes names that are not plain: bytes in octal, and quotes and tabs behind a backslash. */
    @Test
    void aQuotedNameIsTheOneThatItStandsFor() {
        String quoted = change("", "", "one", "two")
                .replace("--- a/", "--- \"a/xen/\\303\\274 \\\"b\\\".c\"")
                .replace("+++ b/", "+++ \"b/xen/\\303\\274 \\\"b\\\".c\"");
        assertThat(Series.parse("p", quoted).apply("xen/\u00fc \"b\".c", "one\n"))
                .isEqualTo("two\n");
        assertThat(PatchNames.unquoted("\"a\\tb\\\\c\"")).isEqualTo("a\tb\\c");
        assertThat(PatchNames.unquoted("plain.c")).isEqualTo("plain.c");
    }

    @ParameterizedTest
    @CsvSource({
        "xen/arch/x86/domain.c, domain.c, true",
        "xen/arch/x86/domain.c, /src/xen/arch/x86/domain.c, true",
        "xen/arch/x86/domain.c, arch/x86/domain.c, true",
        "xen/arch/x86/domain.c, /home/copy/domain.c, true",
        "xen/arch/arm/domain.c, /src/xen/arch/x86/domain.c, false",
        "xen/arch/arm/domain.c, xen/arch/x86/domain.c, false",
        "xen/arch/x86/domain.c, domctl.c, false",
    })
    void filesAreToldApartByTheirPaths(String ofPatch, String ofFile, boolean isSame) {
        assertThat(Series.isSame(ofPatch, ofFile)).isEqualTo(isSame);
    }

    @Test
    void twoFilesOfOneNameAreAskedFor() {
        String both = change("x86/domain.c", "x86/domain.c", "one", "two")
                + change("arm/domain.c", "arm/domain.c", "one", "two");
        assertThatThrownBy(() -> Series.parse("p", both).apply("domain.c", "one\n"))
                .hasMessage("p touches arm/domain.c and x86/domain.c: which of them is domain.c?");
        assertThat(Series.parse("p", both).apply("x86/domain.c", "one\n")).isEqualTo("two\n");
    }

    @Test
    void whatCannotBeReadIsAnError() {
        assertThatThrownBy(() -> Series.parse("p", "diff --cc a.c\n@@@ -1,1 -1,1 +1,1 @@@\n"))
                .hasMessageContaining("combined diff of a merge at line 1");
        assertThatThrownBy(() -> Series.parse("p", "--- a/a.c\n+++ b/a.c\n@@ -x +y @@\n one\n"))
                .hasMessageContaining("no hunk of a.c can be read");
        assertThatThrownBy(() -> Series.parse("p", change("a.c", "a.c", "one", "two") + "+three\n"))
                .hasMessageContaining("the hunk has more lines than its head says");
        String removes = "--- a/a.c\n+++ /dev/null\n@@ -1,1 +0,0 @@\n-one\n";
        assertThatThrownBy(() -> Series.parse("p", removes).apply("a.c", "one\n"))
                .hasMessage("the patch removes a.c");
    }

    @Test
    void whatMakesTheFileIsAnError() {
        String makes = "--- /dev/null\n+++ b/a.c\n@@ -0,0 +1,1 @@\n+two\n";
        assertThatThrownBy(() -> Series.parse("p", makes).apply("a.c", "one\n")).hasMessage("the patch makes a.c");
    }

    /** Trees side by side: a later patch must find the file that an earlier one has changed. */
    @ParameterizedTest
    @CsvSource({"xen.orig/, xen/", "i/, w/", "old/, new/"})
    void treesSideBySideHoldTheSameFile(String old, String now) {
        String series = ("--- " + old + "x86/a.c\n+++ " + now + "x86/a.c\n@@ -1,1 +1,1 @@\n-one\n+two\n")
                + ("--- " + old + "x86/a.c\n+++ " + now + "x86/a.c\n@@ -1,1 +1,1 @@\n-two\n+three\n");
        assertThat(Series.parse("p", series).apply("x86/a.c", "one\n")).isEqualTo("three\n");
    }

    @Test
    void aFileBesideItsOldTextIsTheSame() {
        String patch = "--- x86/a.c.orig\n+++ x86/a.c\n@@ -1,1 +1,1 @@\n-one\n+two\n";
        assertThat(Series.parse("p", patch).apply("x86/a.c", "one\n")).isEqualTo("two\n");
    }

    private static String git(String how, String from, String to) {
        return "diff --git a/" + from + " b/" + to + "\n" + how + " from " + from + "\n" + how + " to " + to + "\n";
    }

    @Test
    void aFileThatIsCopiedStaysAsItIs() {
        String copy = git("copy", "a.c", "b.c") + "index 1..2 100644\n" + change("a.c", "b.c", "one", "two");
        assertThatThrownBy(() -> Series.parse("p", copy).apply("a.c", "one\n"))
                .hasMessage("p does not touch a.c; it touches b.c");
        assertThatThrownBy(() -> Series.parse("p", copy).apply("b.c", "one\n")).hasMessage("the patch makes b.c");
        String both = copy + change("a.c", "a.c", "one", "three");
        assertThat(Series.parse("p", both).apply("a.c", "one\n")).isEqualTo("three\n");
    }

    /** All of one diff happens at once, so the second is not of what the first one makes; two mails come one by one. */
    @Test
    void renamesOfOneDiffAreNoChain() {
        String first = git("rename", "a.c", "b.c");
        String second = git("rename", "b.c", "c.c") + change("b.c", "c.c", "one", "two");
        assertThatThrownBy(() -> Series.parse("p", first + second))
                .hasMessage("p renames at line 5 what the same diff renames already: which of them is first?");
        assertThat(Series.parse("p", "From 1\n" + first + "From 2\n" + second).apply("a.c", "one\n"))
                .isEqualTo("two\n");
    }

    @ParameterizedTest
    @CsvSource({
        "@@-5 +5 @@, p is damaged at line 6: a hunk of no file",
        "@@ 5 +5 @@, p is damaged at line 6: a hunk of no file",
        "***************, p holds a context diff at line 6",
        "Content-Transfer-Encoding: quoted-printable, p is a mail in quoted-printable at line 6; decode it first",
        "content-transfer-encoding: BASE64, p is a mail in BASE64 at line 6; decode it first",
    })
    void changesThatCannotBeReadAreNotPassedOver(String line, String message) {
        String patch = change("a.c", "a.c", "one", "two") + line + "\n-two\n+three\n";
        assertThatThrownBy(() -> Series.parse("p", patch)).hasMessageStartingWith(message);
    }
}
