// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** The tutorial's listing compiles, one of its tests fails with the trace that the page shows, and the other passes. */
class TutorialTest {
    private static final Path SPECS = Path.of("src/test/java/org/wakeproof/junit/SpecsTest.java");

    @Test
    void oneTestOfTheListingFailsAndOnePasses(@TempDir Path folder) throws Exception {
        Tutorial.write(folder);
        Path classes = Files.createDirectory(folder.resolve("classes"));
        Path source;
        try (Stream<Path> files = Files.walk(folder)) {
            source = files.filter(file -> file.toString().endsWith(".java"))
                    .findFirst()
                    .orElseThrow();
        }
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-Xlint:all", "-Werror", "-d", classes.toString(), source.toString()))
                .isZero();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
            Events tests = EngineTestKit.engine("junit-jupiter")
                    .selectors(selectClass(loader.loadClass(Tutorial.SPEC)))
                    .execute()
                    .testEvents();
            tests.assertStatistics(figures -> figures.started(2).succeeded(1).failed(1));
            assertThat(messages(tests)).hasSize(1).allSatisfy(TutorialTest::assertThatThePageShows);
        }
    }

    private static List<String> messages(Events tests) {
        return tests.failed().stream()
                .map(event -> event.getRequiredPayload(TestExecutionResult.class))
                .map(result -> result.getThrowable().orElseThrow().getMessage())
                .toList();
    }

    private static void assertThatThePageShows(String message) throws IOException {
        String trace = message.substring(message.indexOf("\n\n") + 2);
        if (Boolean.getBoolean("golden.refresh")) {
            String page = Files.readString(Tutorial.PAGE);
            Files.writeString(
                    Tutorial.PAGE, page.replace(Tutorial.blocks("text").get(0), trace));
        }
        assertThat(Tutorial.blocks("text")).containsExactly(trace);
    }

    @Test
    void thePageShowsASpecOfManyCombinations() throws IOException {
        Matcher part = Pattern.compile("    // tutorial: [^\\n]*\\n(.*?)    // end\\n", Pattern.DOTALL)
                .matcher(Files.readString(SPECS));
        assertThat(part.find()).isTrue();
        assertThat(Tutorial.blocks("java")).contains(part.group(1).indent(-4));
    }
}
