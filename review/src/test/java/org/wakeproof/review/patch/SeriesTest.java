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
}
