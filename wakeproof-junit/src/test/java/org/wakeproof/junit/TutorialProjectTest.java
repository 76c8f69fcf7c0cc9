// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The tutorial's project, built by Maven from an empty folder with nothing but its {@code pom.xml} and its spec. What
 * else it needs comes from the local repository that this build used, which stands in for the network.
 */
class TutorialProjectTest {
    private static final int MINUTES = 3;

    @Test
    void mavenRunsOneFailingAndOnePassingTest(@TempDir Path folder) throws IOException, InterruptedException {
        Path maven = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(place -> Path.of(place, "mvn"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
        assumeTrue(maven != null, "mvn is not on the PATH");
        Path local =
                Path.of(System.getProperty("localRepository", System.getProperty("user.home") + "/.m2/repository"));
        Path project = Files.createDirectory(folder.resolve("my-idle-path"));
        Tutorial.write(project);
        Installation.into(folder.resolve("repository"));
        Path settings = folder.resolve("settings.xml");
        Files.writeString(
                settings,
                "<settings><mirrors><mirror><id>local</id><mirrorOf>*</mirrorOf><url>" + local.toUri()
                        + "</url></mirror></mirrors></settings>");

        Path output = folder.resolve("output.txt");
        int status = run(
                project,
                output,
                List.of(
                        maven.toString(),
                        "-B",
                        "-s",
                        settings.toString(),
                        "-Dmaven.repo.local=" + folder.resolve("repository"),
                        "test"));
        String told = Files.readString(output);
        assumeFalse(told.contains("PluginResolutionException"), () -> "the local repository lacks a plugin: " + told);
        assertThat(status).as(told).isEqualTo(1);
        assertThat(told)
                .contains("Tests run: 2, Failures: 1, Errors: 0, Skipped: 0")
                .contains("MyIdlePathTest.losesNothingThoughItLooksOnce")
                .contains("CPU1 sleeps although there is work");
    }

    private static int run(Path folder, Path output, List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES))
                    .as("Maven ends")
                    .isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }
}
