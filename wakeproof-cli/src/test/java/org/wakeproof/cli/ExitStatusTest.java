// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The table of exit statuses is that of the program. */
class ExitStatusTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (\\d+) \\| ([A-Z ]+) \\|");

    @Test
    void theGuideHasThemAll() throws IOException {
        List<String> documented = ROW.matcher(Files.readString(Path.of("../docs/exit-statuses.md")))
                .results()
                .map(row -> row.group(1) + " " + row.group(2))
                .toList();
        assertThat(documented)
                .isEqualTo(Arrays.stream(ExitStatus.values())
                        .map(status -> status.code() + " " + status)
                        .toList());
    }

    @Test
    void theHelpHasThemAll() {
        String help = Typed.of(List.of("--help")).out();
        for (ExitStatus status : ExitStatus.values()) {
            assertThat(help).containsPattern("\\b" + status.code() + " [A-Za-z]");
        }
    }
}
