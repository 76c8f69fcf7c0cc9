// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.litmus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wakeproof.direct.DirectRun;
import org.wakeproof.machine.Machine;
import org.wakeproof.pathfinder.PathFinder;

/** Litmus tests in Java PathFinder, where it is: the other engine has exactly the same outcomes. */
class LitmusPathFinderTest {
    private static final int MINUTES = 2;

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource({
        "SB, sc",
        "SB, tso",
        "SB+fences, tso",
        "SB+locked, tso",
        "MP, tso",
        "R, tso",
        "n6, tso",
        "MP+IPI, tso",
        "MP+WRMSR, tso",
        "SB+interrupt, tso"
    })
    void pathFinderReachesExactlyTheOutcomes(String name, String memory, @TempDir Path folder)
            throws IOException, InterruptedException {
        Optional<PathFinder> found = PathFinder.locate(null);
        assumeTrue(found.isPresent(), "JPF not found: set -Djpf.home or JPF_HOME to a built jpf-core (java-17)");
        assumeTrue(PathFinder.runsHere(), "JPF runs on Java 17 alone");
        Shape shape = Shapes.all().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
        List<String> output = run(found.get(), folder.resolve("output.txt"), name + "," + memory);
        assertThat(output).contains("no errors detected").anyMatch(line -> line.endsWith("constraints=0"));
        Set<String> outcomes = output.stream()
                .filter(line -> line.startsWith(LitmusMain.OUTCOME))
                .map(line -> line.substring(LitmusMain.OUTCOME.length()))
                .collect(Collectors.toSet());
        assertThat(outcomes).containsExactlyInAnyOrder(shape.outcomes(memory.equals("tso")));
    }

    private static List<String> run(PathFinder pathFinder, Path output, String arguments)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx1g",
                        "-XX:+UseSerialGC",
                        "-jar",
                        pathFinder.home().resolve("build/RunJPF.jar").toString(),
                        "+classpath=" + classes(Machine.class) + "," + classes(DirectRun.class) + ","
                                + classes(LitmusMain.class),
                        "+target=" + LitmusMain.class.getName(),
                        "+target.args=" + arguments,
                        Path.of("../jpf-configs/scenario.jpf").toAbsolutePath().toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES))
                    .as("JPF ends")
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        try (Stream<String> lines = Files.lines(output)) {
            return lines.toList();
        }
    }

    private static String classes(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation().getPath();
    }
}
