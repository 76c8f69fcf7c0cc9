// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wakeproof.report.browser.Axe;
import org.wakeproof.report.browser.Browser;
import org.wakeproof.report.browser.WithBrowser;

/** Pages of every kind can be read and used by all, on phones and desktops, light and dark, as far as axe-core can tell. */
@ExtendWith(WithBrowser.class)
class AxeTest {
    private static final String LOSING =
            "void default_idle(void) {\nlocal_irq_disable();\nsafe_halt();\nlocal_irq_enable();\n}\n";

    @TempDir
    private Path directory;

    private final Browser browser;

    AxeTest(Browser browser) {
        this.browser = browser;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "check idle-once --variant v1 --cstate c3 --timers none",
                "check raise-batch",
                "fixes F14",
                "orderings block --max-states 700",
                "time idle --compare v2,v2q --seconds 1 --set cpus=2"
            })
    void aPageOf(String command) throws Exception {
        Path page = directory.resolve("page.html");
        run(command + " --html " + page);
        assertThat(Axe.findings(browser, page)).as(command).isEmpty();
    }

    @Test
    void theIndexOfARunAReviewAndWhatWasRecorded() throws Exception {
        Path handler = Files.writeString(directory.resolve("idle.c"), LOSING);
        run("report --recorded ../proofs/jpf.json --only review-1 --review " + handler + " --html " + directory);
        List<String> found = new ArrayList<>();
        for (String page : List.of("index.html", "review-1.html", "jpf.html")) {
            found.addAll(Axe.findings(browser, directory.resolve(page)));
        }
        assertThat(found).isEmpty();
    }

    private static void run(String command) throws IOException {
        assertThat(Typed.of(List.of(command.split(" "))).err()).doesNotStartWith("wakeproof: ");
    }
}
