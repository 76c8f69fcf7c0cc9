// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Names of properties say what is to be, as "no lost wake-up of CPU1": wherever one that is violated is named, the words
 * cannot be taken for their opposite. Of a proof, which takes long, its own test asks that.
 */
class ViolatedLinesTest {
    private static final String PROPERTY = "no lost wake-up of CPU";
    private static final Pattern SAID = Pattern.compile("'" + PROPERTY + "\\d' is violated");
    private static final String LATE_SUSPEND =
            "../review/src/test/resources/review/timers_only.c --patch ../review/src/test/resources/review/late_suspend.patch";

    @TempDir
    private Path directory;

    private static Typed typed(String line) {
        return Typed.of(List.of(line.split(" ")));
    }

    /** Wrapped lines are put together again; a name must be there, and each time it is quoted and has its verb. */
    static void assertPlain(String text, String of) {
        String whole = text.replaceAll("\\s+", " ").replace("&#39;", "'").replace("&apos;", "'");
        assertThat(whole).as(of).contains(PROPERTY);
        assertThat(SAID.matcher(whole).replaceAll("")).as(of).doesNotContain(PROPERTY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "check idle-once --variant no-check --cstate c3",
                "fixes F14 --before",
                "orderings --steps TSPCBZ",
                "review " + LATE_SUSPEND + " --format github",
                "review " + LATE_SUSPEND + " --format sarif",
            })
    void onTheStandardOutput(String line) {
        assertPlain(typed(line).out(), line);
    }

    @Test
    void inEveryFileForPeople() throws IOException {
        Path json = directory.resolve("loss.json");
        for (String option : List.of("html", "trace", "svg")) {
            Path file = directory.resolve("loss." + option);
            typed("check raise-batch --change notes-softirq-number --" + option + " " + file + " --json " + json);
            assertPlain(Files.readString(file), option);
        }
        assertPlain(typed("replay " + json).out(), "replay");
        Path table = directory.resolve("fixes.html");
        typed("fixes F14 --html " + table);
        assertPlain(Files.readString(table), "fixes --html");
    }
}
