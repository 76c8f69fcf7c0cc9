// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Counterexamples as people read them. Refresh with -Dgolden.refresh=true, and read the difference before you commit it. */
class GoldenTraceTest {
    private static final Path GOLDEN = Path.of("src/test/resources");

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "idle-tick-v1, idle-tick --variant v1 --cstate c3 --timers none",
        "trace-record, idle-once --platform trace --cstate c1 --timers none",
        "tick-under-guest, tick-under-guest --cpus 1",
        "polls-by-plain-stores, poll --memory tso --change polls-by-plain-stores",
        "poll-looks-at-ports-only, poll --change poll-looks-at-ports-only",
        "block-looks-first, block --change block-looks-first",
        "idlers-never-set, block --change idlers-never-set",
        "tickle, tickle",
        "affinity-race, affinity-race",
        "offline, offline"
    })
    void traceIsStable(String name, String commandLine, @TempDir Path directory) throws IOException {
        check(name, commandLine, directory);
    }

    @EnabledIfSystemProperty(
            named = "slow",
            matches = "true",
            disabledReason = "two million states and more; -Dslow=true")
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "singleshot-v1, singleshot --variant v1",
        "no-final-check, io-ring --change no-final-check",
        "black-second-v1, black-second --variant v1"
    })
    void traceThroughALargeSystemIsStable(String name, String commandLine, @TempDir Path directory) throws IOException {
        check(name, commandLine, directory);
    }

    private static void check(String name, String commandLine, Path directory) throws IOException {
        Path file = directory.resolve("trace.txt");
        List<String> arguments = new ArrayList<>(List.of("check"));
        arguments.addAll(List.of(commandLine.split(" ")));
        arguments.addAll(List.of("--trace", file.toString()));
        PrintWriter nowhere = new PrintWriter(new StringWriter());
        assertThat(Wakeproof.execute(nowhere, nowhere, arguments.toArray(new String[0])))
                .isEqualTo(ExitStatus.VIOLATED.code());
        Path golden = GOLDEN.resolve(name + ".txt");
        if (Boolean.getBoolean("golden.refresh")) {
            Files.copy(file, golden, StandardCopyOption.REPLACE_EXISTING);
        }
        assertThat(Files.readString(file)).isEqualTo(Files.readString(golden));
    }
}
