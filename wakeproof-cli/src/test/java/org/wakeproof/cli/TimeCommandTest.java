// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
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

    /** They have not the same tables, nor all the same figures. */
    @EnabledIfSystemProperty(named = "slow", matches = "true", disabledReason = "fifteen seconds; -Dslow=true")
    @Test
    void aGuestAndAServerStandOnOnePage(@TempDir Path folder) {
        assertThat(run("time echo --compare guest,linux --set clients=16 --seconds 0.01 --html "
                        + folder.resolve("out.html") + " --csv " + folder.resolve("out.csv")))
                .isZero();
        assertThat(folder.resolve("out.html")).content().contains("guest: one client: where the time was spent");
        assertThat(folder.resolve("out.csv")).content().contains(",,");
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

    @Test
    void sweepsDownToNothing() {
        assertThat(run("time idle --seconds 0.1 --set cpus=2 --sweep foreign-interrupts=8Hz..0Hz"))
                .isZero();
        assertThat(out.toString()).contains("=8Hz", "=6Hz", "=4Hz", "=2Hz", "=0Hz");
    }

    /** What is set of the parameter that is swept is one of the runs, and only once. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dom0-timers=3Hz | dom0-timers=1Hz,9Hz | 3Hz 1Hz 9Hz",
                "tick=20ms | tick=10ms..20ms | 20ms 10ms 11.89ms 14.14ms 16.82ms"
            })
    void sweepsFromWhatIsSet(String set, String sweep, String values, @TempDir Path directory) throws Exception {
        Path csv = directory.resolve("runs.csv");
        assertThat(run("time idle --seconds 0.02 --set cpus=2 --set " + set + " --sweep " + sweep + " --csv " + csv))
                .isZero();
        List<String> lines = Files.readAllLines(csv);
        int column = List.of(lines.get(0).split(",")).indexOf(set.replaceAll("=.*", ""));
        assertThat(lines.stream().skip(1).map(line -> line.split(",")[column])).containsExactly(values.split(" "));
    }

    @Test
    void offersNothingForANumber() {
        run("time idle --seconds 0");
        assertThat(err.toString()).doesNotContain("Did you mean");
    }

    @ParameterizedTest
    @CsvSource({
        "windows-io --variant linux --set clock-reads=9, clock-reads",
        "windows-io --variant plain --set tracing=50%, tracing",
        "windows-io --variant apicv --sweep apic-exit=1us..1.6us, apic-exit",
        "windows-io --compare tsc-page --set msr-exit=600ns, msr-exit",
        "echo --variant linux --set ix-sendv=999, ix-sendv",
        "echo --variant ix-b16 --set batch=8, batch",
        "echo --variant linux --set page-flip=5us, page-flip",
        "idle --variant v2 --set hpet=msi --set favoured=3, favoured",
        "idle --variant v2 --set hpet=msi --set hpet-channels=3, hpet-channels",
        "black-second --variant v2 --set driver=interrupt --set poll=5ms, poll",
        "black-second --variant v2 --set page-copy=1us, page-copy"
    })
    void refusesAParameterThatNoRunAskedFor(String command, String parameter) {
        assertThat(run("time " + command + " --seconds 0.02")).isEqualTo(2);
        assertThat(err.toString()).startsWith("wakeproof: " + parameter + " changed nothing: no run of ");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void takesAParameterThatOneOfTheRunsAskedFor() {
        assertThat(run("time windows-io --compare linux,plain --set clock-reads=9 --seconds 0.02"))
                .isZero();
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
                "time echo --variant guest --set size=2000 | a guest takes messages of one packet, from 4000 clients at most, not size=2000 with clients=2048",
                "time echo --set ports=5               | ports takes 1..4, not 5",
                "time windows-io --set tracing=20      | tracing takes a share like 20%, not 20",
                "time idle --seconds 0                 | --seconds takes a time of at least a millisecond, as 0.05, 90, 90s, 5m or 2h, not '0'",
                "time idle --set cpus=2 --set cpus=3   | --set has 'cpus' twice",
                "time idle --sweep cpus=2,2            | --sweep of cpus has a value twice: 2,2",
                "time idle --sweep cpus                | --sweep takes NAME=A..B, not 'cpus'",
                "time idle --compare v1,V1             | --compare has 'v1' twice",
                "time --set cpus=2                     | --set needs a scenario; there is idle, late-timer, black-second, black-tenth, windows-io, echo",
                "time --seconds 5                      | --seconds needs a scenario; there is idle, late-timer, black-second, black-tenth, windows-io, echo",
                "time idle --seed x                    | Invalid value for option '--seed': 'x' is not a number"
            })
    void refusesInALine(String command, String message) {
        assertThat(run(command)).isEqualTo(2);
        assertThat(err.toString().lines().findFirst()).hasValue("wakeproof: " + message);
        assertThat(out.toString()).isEmpty();
    }
}
