// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One page that leads to those of a whole run. */
class ReportCommandTest {
    private static final String LOSING =
            "void default_idle(void) {\nlocal_irq_disable();\nsafe_halt();\nlocal_irq_enable();\n}\n";

    @TempDir
    private Path home;

    private Typed report(String... arguments) {
        List<String> all = new java.util.ArrayList<>(
                List.of("report", "--html", home.resolve("pages").toString()));
        all.addAll(List.of(arguments));
        return Typed.of(all);
    }

    @Test
    void theIndexLeadsToPagesOfTheCommandsThemselves() throws IOException {
        Path handler = Files.writeString(home.resolve("idle.c"), LOSING);
        Path better = Files.writeString(
                home.resolve("better.c"),
                LOSING.replace("safe_halt();", "if (!softirq_pending(smp_processor_id())) safe_halt();"));
        Typed report = report("--only", "review-1", "--review", handler.toString(), "--review", better.toString());
        assertThat(report.status()).as("the review's, the gravest").isEqualTo(ExitStatus.VIOLATED.code());
        assertThat(report.out())
                .contains("$ ./wakeproof review " + better + "\n", "$ ./wakeproof review " + handler + "\n");
        String index = Files.readString(home.resolve("pages/index.html"));
        for (String page : List.of("review-1.html", "review-2.html")) {
            assertThat(index).contains("href=\"" + page + "\"");
            assertThat(home.resolve("pages").resolve(page)).content().startsWith("<!DOCTYPE html>");
        }
        assertThat(index)
                .contains(">HOLDS<", ">VIOLATED<", "Together: VIOLATED (exit status 1).")
                .doesNotContain("prove.html");
    }

    /** Half the orderings lose something, and each bug is violated before its fix: that is no HOLDS of a property. */
    @Test
    void theIndexSaysWhatEachCommandHasShown() throws IOException {
        assertThat(report("--only", "orderings-block").status()).isZero();
        assertThat(home.resolve("pages/index.html"))
                .content()
                .contains(">explored<", ">64 orderings: ", "All ended well (exit status 0).")
                .doesNotContain(">HOLDS<");
    }

    @Test
    void whatIsWrongIsSaidBeforeAnythingIsRun() {
        Typed wrong = report("--only", "orderings-idle-retrun");
        assertThat(wrong.status()).isEqualTo(ExitStatus.WRONG_USAGE.code());
        assertThat(wrong.err())
                .startsWith("wakeproof: --only takes fixes, ")
                .contains("Did you mean 'orderings-idle-return'?");
        assertThat(home.resolve("pages")).doesNotExist();
        assertThat(Typed.of(List.of("report")).status()).isEqualTo(ExitStatus.WRONG_USAGE.code());
    }

    /** A page of an earlier run is never taken for one of this. */
    @Test
    void aPartThatFailsLeavesNoOldPage() throws IOException {
        Files.createDirectory(home.resolve("pages"));
        Path old = Files.writeString(home.resolve("pages/review-1.html"), "old");
        Typed report =
                report("--only", "review-1", "--review", home.resolve("none.c").toString());
        assertThat(report.status()).isEqualTo(ExitStatus.WRONG_USAGE.code());
        assertThat(old).doesNotExist();
        assertThat(home.resolve("pages/index.html"))
                .content()
                .contains("there is no such file")
                .doesNotContain("review-1.html\"");
    }

    /** Proofs that are kept take hours to be made again: both engines side by side, and every version of a file. */
    @Test
    void whatWasRecordedHasItsPages() throws IOException {
        Path record = Files.writeString(home.resolve("review-idle.json"), """
                {"command": "review-history", "rows": [
                  {"date": "2008-05-01", "commit": "a1", "function": "idle", "verdict": "VIOLATED", "violated": ["b"]},
                  {"date": "2008-05-02", "commit": "a2", "function": "idle", "verdict": "VIOLATED", "violated": ["b"]},
                  {"date": "2008-05-03", "commit": "a3", "function": "idle", "verdict": "HOLDS", "violated": []}]}
                """);
        Path handler = Files.writeString(home.resolve("idle.c"), LOSING);
        report(
                "--only",
                "review-1",
                "--review",
                handler.toString(),
                "--recorded",
                record.toString(),
                "--recorded",
                "../proofs/jpf.json");
        assertThat(home.resolve("pages/index.html"))
                .content()
                .contains("href=\"review-idle.html\"", "3 versions were reviewed, of which 2 are violated")
                .contains("href=\"jpf.html\"", "of both engines in 41 of 41 systems");
        String changes =
                Files.readString(home.resolve("pages/review-idle.html")).split("all versions")[0];
        assertThat(changes).contains(">a1<", ">a3<").doesNotContain(">a2<");
        assertThat(home.resolve("pages/jpf.html")).content().contains("idle-once-v1", "Java PathFinder");
    }

    @Test
    void whatIsNoRecordIsSaidBeforeAnythingIsRun() throws IOException {
        Path text = Files.writeString(home.resolve("no.json"), "{");
        Path check = Files.writeString(home.resolve("check.json"), "{\"command\": \"check\"}");
        for (Path file : List.of(text, home.resolve("none"), check)) {
            Typed wrong = report("--recorded", file.toString());
            assertThat(wrong.status()).isEqualTo(ExitStatus.WRONG_USAGE.code());
            assertThat(wrong.err()).startsWith("wakeproof: ").contains(file.toString());
        }
        assertThat(home.resolve("pages")).doesNotExist();
        assertThat(Typed.of(List.of("report", "--html", "-")).err()).contains("it takes a directory");
    }
}
