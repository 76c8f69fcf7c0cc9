// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wakeproof.explorer.Result;
import org.wakeproof.junit.Exploration;
import org.wakeproof.report.TextTrace;
import org.wakeproof.report.Violation;

/** Each sample's output is as its file says. Refresh with -Dgolden.refresh=true, and read the difference. */
class SamplesTest {
    private static final Path FOLDER = Path.of("src/test/java/org/wakeproof/samples");
    private static final int WIDTH = 100;
    private static final String OUTPUT = "// Output:\n";
    private static final String END = "// end\n";

    static List<Sample> samples() {
        return List.of(
                new Sample01LostWakeup(),
                new Sample02LooksAgain(),
                new Sample03ToldTooEarly(),
                new Sample04Elision(),
                new Sample05StoreBuffer(),
                new Sample06Vacuous(),
                new Sample07LockInAnInterrupt(),
                new Sample08Starvation(),
                new Sample09TheRealThing());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void theOutputIsAsTheFileSays(Sample sample) throws IOException {
        Path file = FOLDER.resolve(sample.getClass().getSimpleName() + ".java");
        String source = Files.readString(file);
        String code = source.substring(0, source.indexOf(OUTPUT));
        String expected = code + OUTPUT + comment(output(sample.spec().explore())) + END;
        if (Boolean.getBoolean("golden.refresh")) {
            Files.writeString(file, expected);
        }
        assertThat(Files.readString(file)).isEqualTo(expected);
    }

    @Test
    void everySampleIsTested() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(files.filter(file -> file.getFileName().toString().matches("Sample\\d.*")))
                    .hasSameSizeAs(samples());
        }
    }

    private static String output(Exploration exploration) {
        Result result = exploration.result();
        long stored = result.statistics().stored();
        List<String> lines = new ArrayList<>();
        lines.add(result.verdict().toString());
        TextTrace.wrap(Violation.orLimit(result), WIDTH, "  ", lines);
        lines.add(stored + (stored == 1 ? " state" : " states"));
        return exploration.trace() + String.join("\n", lines) + "\n";
    }

    private static String comment(String text) {
        StringBuilder commented = new StringBuilder();
        text.replaceAll("\n{3,}", "\n\n")
                .lines()
                .forEach(
                        line -> commented.append(("// " + line).stripTrailing()).append('\n'));
        return commented.toString();
    }
}
