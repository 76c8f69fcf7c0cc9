// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code wakeproof time}. */
class TimeCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String command) {
        return Wakeproof.execute(new PrintWriter(out, true), new PrintWriter(err, true), command.split(" "));
    }

    @Test
    void listsWhatThereIs() {
        assertThat(run("time")).isZero();
        assertThat(out.toString()).contains("idle\n", "late-timer\n", "v2q");
    }

    @Test
    void listsParametersWithRangeAndSource() {
        assertThat(run("time --help")).isZero();
        assertThat(out.toString().replaceAll("\\s+", " "))
                .contains("c3-exit 200us 50us..245us: leaving ACPI's C3, Nehalem's C6 [Linux's intel_idle table");
    }

    @Test
    void runsVariantsSideBySide(@TempDir Path folder) throws Exception {
        Path csv = folder.resolve("out.csv");
        assertThat(run("time idle --compare v2,v2q --seconds 2 --set cpus=2 --csv " + csv))
                .isZero();
        assertThat(out.toString()).startsWith("idle: 2 s counted in each run, seed 1, cpus=2\n");
        assertThat(Files.readAllLines(csv)).hasSize(3);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void sweepsAParameter() {
        assertThat(run("time idle --seconds 1 --set cpus=2 --sweep dom0-timers=1Hz..100Hz"))
                .isZero();
        assertThat(out.toString()).contains("v2 dom0-timers=1Hz", "v2 dom0-timers=10Hz", "v2 dom0-timers=100Hz");
    }

    @Test
    void writesDataToTheStandardOutputAlone() {
        assertThat(run("time idle --seconds 1 --set cpus=1 --json -")).isZero();
        assertThat(out.toString()).startsWith("{").endsWith("}\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "time bored                            | there is no timed scenario 'bored'; there is idle, late-timer, black-second, black-tenth, windows-io, echo",
                "time idle --variant v9                | there is no variant 'v9' of idle; there is v2, before, v1, v1q, v2q, timers-only",
                "time idle --variant v2 --compare v1   | --variant or --compare, not both",
                "time idle --set cpus=17               | cpus takes 1..16, not 17",
                "time idle --set cpus                  | --set takes NAME=VALUE, not 'cpus'",
                "time idle --sweep hpet=legacy..msi    | --sweep of hpet takes words with commas: legacy, legacy-any, msi, msi-shared, pit",
                "time idle --sweep cpus=1..99          | cpus takes 1..16, not 99",
                "time windows-io --variant v2          | there is no variant 'v2' of windows-io; there is plain, msr-clock, tsc-page, apicv, both, both-msr, tracing, linux",
                "time echo --set ports=5               | ports takes 1..4, not 5",
                "time windows-io --set tracing=20      | tracing takes a share like 20%, not 20",
                "time idle --seconds 0                 | --seconds takes a time of at least a millisecond, as 0.05, 90, 90s, 5m or 2h, not '0'",
                "time idle --seed x                    | Invalid value for option '--seed': 'x' is not a long"
            })
    void refusesInALine(String command, String message) {
        assertThat(run(command)).isEqualTo(2);
        assertThat(err.toString().lines().findFirst()).hasValue("wakeproof: " + message);
        assertThat(out.toString()).isEmpty();
    }
}
