// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.wakeproof.explorer.Options;
import org.wakeproof.history.Scenarios;
import org.wakeproof.scenario.GivenOptions;

/** What is said before a long search comes from README's tables. */
class MeasuredRowsTest {
    private static final Path ROWS = Path.of("src/main/resources/org/wakeproof/cli/measured.txt");
    private static final Pattern ROW =
            Pattern.compile("\\| `([^`]+)` \\| (HOLDS|VIOLATED|INCOMPLETE) \\| ([^|]+) \\|.*");
    private static final String FIRST_TABLE = "idle-tick --timers none ";

    /** The first table leaves out what is the same in all its rows; a later option stands for an earlier one. */
    private static String rowsOfReadme() throws IOException {
        StringBuilder rows = new StringBuilder("// SPDX-License-Identifier: GPL-2.0-only\n");
        for (String line : Files.readAllLines(Path.of("../README.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches() && row.group(3).strip().matches("[\\d,.]+( [kM])?")) {
                String first = row.group(1).startsWith("--") ? FIRST_TABLE : "";
                rows.append(first)
                        .append(row.group(1))
                        .append('\t')
                        .append(row.group(3).strip())
                        .append('\n');
            }
        }
        return rows.toString();
    }

    @Test
    void theRowsAreThoseOfReadme() throws IOException {
        if (Boolean.getBoolean("golden.refresh")) {
            Files.writeString(ROWS, rowsOfReadme());
        }
        assertThat(ROWS).content().isEqualTo(rowsOfReadme());
        assertThat(rowsOfReadme().lines()).hasSizeGreaterThan(30);
    }

    private static String estimate(Options.Order search, String scenario, String... options) {
        Map<String, String> given = new java.util.LinkedHashMap<>();
        for (int i = 0; i < options.length; i += 2) {
            given.put(options[i], options[i + 1]);
        }
        return MeasuredRows.estimate(scenario, GivenOptions.complete(Scenarios.named(scenario), given), search)
                .orElse("");
    }

    @Test
    void theNearestRowIsNamedIfItWasLarge() {
        assertThat(estimate(Options.Order.BFS, "idle-tick", "timers", "none"))
                .isEqualTo("the measured row of this, check idle-tick --timers none --variant v2, met 14.3 M states");
        assertThat(estimate(Options.Order.BFS, "idle-tick"))
                .startsWith("the measured row nearest to this, check idle-tick --timers");
        assertThat(estimate(Options.Order.SYMBOLIC, "idle-tick", "timers", "none", "cstate", "c3", "hpet", "msi"))
                .contains("of this", "1,756,699,569 states");
        assertThat(estimate(Options.Order.BFS, "idle-tick", "timers", "none", "variant", "v1", "cstate", "c3"))
                .isEmpty();
        assertThat(estimate(Options.Order.BFS, "raise-batch")).isEmpty();
        assertThat(estimate(Options.Order.AUTO, "idle-tick", "timers", "none", "cstate", "c3", "cpus", "3"))
                .contains("of this", "3,181,233,078,980 states");
        assertThat(estimate(Options.Order.AUTO, "io-ring")).contains("of this", "11.9 M states");
    }

    /** Programs read the standard error, too; nobody sits there. */
    @Test
    void itIsForPeopleAtATerminalOnly() {
        Typed check = Typed.of(java.util.List.of("check", "idle-tick", "--timers", "none", "--max-states", "10"));
        assertThat(check.err()).isEmpty();
    }
}
