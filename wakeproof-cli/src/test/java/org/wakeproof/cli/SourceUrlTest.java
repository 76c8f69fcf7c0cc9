// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Steps lead to Xen's source, at the commit that was ported. */
class SourceUrlTest {
    private static final String GITWEB =
            "https://xenbits.xen.org/gitweb/?p=xen.git;a=blob;f={file};hb={commit}#l{line}";
    private static final String LOSS = "idle-once --variant v1 --cstate c3 --timers none";

    @TempDir
    private Path directory;

    private static Typed typed(String line, String... more) {
        List<String> arguments = new ArrayList<>(List.of(line.split(" ")));
        arguments.addAll(List.of(more));
        return Typed.of(arguments);
    }

    @Test
    void aPageLinksEachFunctionOfXen() throws IOException {
        Path page = directory.resolve("loss.html");
        typed("check " + LOSS + " --html " + page);
        assertThat(page)
                .content()
                .contains("href=\"https://github.com/xen-project/xen/blob/964fae8ac2/xen/common/timer.c#L273\"")
                .contains("title=\"xen/common/timer.c:273 at commit 964fae8ac2\"", ">timer.c:273</a>");
        typed("check " + LOSS + " --html " + page, "--source-url", GITWEB);
        assertThat(page)
                .content()
                .contains(";f=xen/common/timer.c;hb=964fae8ac2#l273\"")
                .doesNotContain("github.com");
    }

    @Test
    void theTextNamesTheAddressesOfDecisiveStepsWhereAPatternIsGiven() {
        assertThat(typed("check " + LOSS).out()).doesNotContain("://");
        assertThat(typed("check " + LOSS, "--source-url", "file:///xen/{commit}/{file}:{line}")
                        .out())
                .contains("  file:///xen/964fae8ac2/xen/include/xen/softirq.h:");
    }

    /** {@link ProveCommandTest} has the trace behind a failed proof. */
    @Test
    void soDoOrderings() {
        assertThat(typed("orderings --steps IPTCBZ", "--source-url", "file:///xen/{commit}/{file}:{line}")
                        .out())
                .containsPattern("step \\d+  file:///xen/964fae8ac2/xen/");
    }

    @Test
    void aReviewLeadsToXensSourceForWhatIsNotInTheFile() throws IOException {
        Path file = directory.resolve("idle.c");
        Files.writeString(file, "void default_idle(void) { safe_halt(); }\n");
        Path page = directory.resolve("review.html");
        assertThat(typed("review " + file + " --html " + page, "--source-url", GITWEB)
                        .out())
                .contains("f=xen/include/xen/softirq.h;hb=964fae8ac2#l");
        assertThat(page).content().contains("hb=964fae8ac2#l").doesNotContain("github.com");
    }

    @Test
    void nothingIsTakenThatDoesNothing() throws IOException {
        Path file = directory.resolve("idle.c");
        Files.writeString(file, "void default_idle(void) { safe_halt(); }\n");
        assertThat(typed("review " + file + " --format json", "--source-url", GITWEB)
                        .err())
                .contains("--source-url is for --format text and --html");
        assertThat(typed("review " + file + " --format json --full").err())
                .contains("--full is for --format text and --html");
    }

    /** A bug of another commit than most ports leads to that one. */
    @Test
    void theCommitIsThatOfThePort() {
        assertThat(typed("fixes F18 --before", "--source-url", GITWEB).out())
                .contains("f=xen/common/rcupdate.c;hb=6e7f6155b8#l");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://x/{file}#{line} | has no {commit}",
                "https://x/{commit}/{file} | has no {line}",
                "javascript:alert('{commit}{file}{line}') | takes http://, https:// or file://",
            })
    void aPatternThatIsNoneIsRefusedInALine(String pattern, String why) {
        Typed refused = typed("check raise-batch", "--source-url", pattern);
        assertThat(refused.status()).isEqualTo(ExitStatus.WRONG_USAGE.code());
        assertThat(refused.err()).contains(why);
        assertThat(typed("fixes F14", "--source-url", GITWEB).err())
                .contains("--source-url is for --before, --after and --html");
    }
}
