// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wakeproof.explorer.Options.Order;
import picocli.CommandLine;

/** By which search {@code check} explores, where not everything is said. */
class CheckSearchTest {
    @ParameterizedTest
    @CsvSource({
        "'', AUTO",
        "--threads 2, AUTO",
        "--timeout 5m --max-memory 4g, AUTO",
        "--max-states 30000000, BFS",
        "--storage fingerprint, BFS",
        "--reduction none, BFS",
        "--memory tso, BFS",
        "--memory sc, AUTO",
        "--search bfs, BFS",
        "--search auto --memory tso, AUTO",
        "--search symbolic, SYMBOLIC",
        "--search auto --storage fingerprint, AUTO",
        "--search dfs --max-states 9, DFS",
    })
    void whatIsForStoredStatesKeepsToThem(String options, Order search) {
        CheckCommand check = new CheckCommand();
        new CommandLine(check)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .parseArgs(("idle-tick " + options).strip().split(" "));
        assertThat(check.order()).isEqualTo(search);
    }
}
