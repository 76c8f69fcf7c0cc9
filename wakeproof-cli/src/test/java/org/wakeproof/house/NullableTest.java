// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How classes say what may be null; in the sources, as ArchUnit does not see annotations of types. */
class NullableTest {
    private static final String OURS = "import org.jspecify.annotations.Nullable;";

    /** What a run of JPF loads; it looks every annotation up in its own class path. */
    private static final List<String> RUN_BY_JPF = List.of(
            "machine",
            "softirq",
            "hpet-broadcast",
            "sched-credit",
            "cpuidle",
            "direct",
            "scenarios",
            "history",
            "jpf-configs");

    @Test
    void thereIsOneNullable() {
        List<String> imports = Room.PLAN.stream()
                .flatMap(room -> imports(room.module()))
                .filter(line -> line.matches("import .*\\.(Nullable|CheckForNull);"))
                .distinct()
                .toList();
        assertThat(imports).containsExactly(OURS);
    }

    @Test
    void whatJpfRunsHasNone() {
        assertThat(RUN_BY_JPF.stream().filter(module -> imports(module).anyMatch(OURS::equals)))
                .isEmpty();
    }

    private static Stream<String> imports(String module) {
        Path sources = Pom.folder(module).resolve("src/main/java");
        try (Stream<Path> files = Files.walk(sources)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream()
                    .flatMap(NullableTest::lines)
                    .filter(line -> line.startsWith("import "));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
