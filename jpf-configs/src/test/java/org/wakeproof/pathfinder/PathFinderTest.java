// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.pathfinder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wakeproof.cpuidle.IdleLoop;
import org.wakeproof.direct.DirectRun;
import org.wakeproof.explorer.Explorer;
import org.wakeproof.history.Scenarios;
import org.wakeproof.hpet.HpetBroadcast;
import org.wakeproof.machine.Machine;
import org.wakeproof.pathfinder.Agreement.Case;
import org.wakeproof.pathfinder.Agreement.Comparison;
import org.wakeproof.scenario.Scenario;
import org.wakeproof.sched.Schedule;
import org.wakeproof.softirq.Softirq;

/** Real runs of Java PathFinder where it is, and how it is looked for. */
class PathFinderTest {
    @Test
    void aFolderWithoutABuiltJpfIsNotOne(@TempDir Path folder) throws IOException {
        assertThat(PathFinder.locate(folder).map(PathFinder::home)).isNotEqualTo(Optional.of(folder));
        Files.createDirectories(folder.resolve("build"));
        Files.writeString(folder.resolve("build/RunJPF.jar"), "");
        assertThat(PathFinder.locate(folder).map(PathFinder::home)).contains(folder.toAbsolutePath());
    }

    /** Where the classes of each module lie. */
    private static String ownClasses() {
        return Stream.of(
                        Machine.class,
                        Softirq.class,
                        HpetBroadcast.class,
                        Schedule.class,
                        IdleLoop.class,
                        Explorer.class,
                        DirectRun.class,
                        Scenario.class,
                        Scenarios.class,
                        ScenarioMain.class)
                .map(type ->
                        type.getProtectionDomain().getCodeSource().getLocation().getPath())
                .collect(Collectors.joining(","));
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "v2", "v1-alt"})
    void bothEnginesAgree(String name) throws IOException {
        Optional<PathFinder> found = PathFinder.locate(null);
        assumeTrue(found.isPresent(), "JPF not found: set -Djpf.home or JPF_HOME to a built jpf-core (java-17)");
        assumeTrue(PathFinder.runsHere(), "JPF runs on Java 17 alone");
        Case each = Agreement.CASES.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
        PathFinderRun run = new PathFinderRun(
                found.get(), Path.of("../jpf-configs").toAbsolutePath(), ownClasses(), Duration.ofMinutes(2), 2048);
        Comparison comparison = Agreement.compare(each, run);
        assertThat(comparison.difference()).isEmpty();
        assertThat(comparison.pathFinder().verdict()).isEqualTo(each.expected());
    }
}
