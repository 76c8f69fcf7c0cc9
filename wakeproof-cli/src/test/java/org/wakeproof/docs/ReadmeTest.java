// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The trace that the README shows is taken from the golden one, line by line. */
class ReadmeTest {
    @Test
    void theTraceIsThatOfTheGoldenFile() throws IOException {
        String readme = Files.readString(Path.of("../README.md"));
        List<String> shown = readme.substring(readme.indexOf("## A trace"), readme.indexOf("## Reading a verdict"))
                .lines()
                .filter(line -> line.startsWith("    ") && !line.endsWith(" ..."))
                .map(String::strip)
                .toList();
        List<String> golden = Files.readString(Path.of("src/test/resources/idle-tick-v1.txt"))
                .lines()
                .map(String::strip)
                .toList();
        assertThat(shown).hasSizeGreaterThan(20);
        assertThat(golden).containsSubsequence(shown);
    }
}
