// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.house;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The rules of the house that its Maven modules keep. */
class ModulesTest {
    private static final String OURS = "org.wakeproof";

    /** Figures, for which everything is at hand and of which nothing is made. */
    private static final String BENCH = "bench";

    static final List<Room> PLAN = Room.PLAN;

    @Test
    void thePlanHasEveryModule() {
        List<String> modules = new ArrayList<>(Pom.of(".").modules());
        assertThat(modules.remove(BENCH)).isTrue();
        assertThat(PLAN.stream().map(Room::module)).containsExactlyInAnyOrderElementsOf(modules);
    }

    @Test
    void thoseWhoContributeAreShownEveryModule() throws IOException {
        String page = Files.readString(Path.of("../CONTRIBUTING.md"));
        assertThat(Pom.of(".").modules()).allSatisfy(module -> assertThat(page).contains("\n| `" + module + "` | "));
    }

    @ParameterizedTest
    @FieldSource("PLAN")
    void aPomDependsOnWhatThePlanAllows(Room room) {
        assertThat(room.uses()).containsAll(ours(room.module()));
    }

    private static List<String> ours(String module) {
        return Pom.of(module).dependencies().stream()
                .filter(each -> each.group().equals(OURS))
                .map(Pom.Dependency::artifact)
                .toList();
    }

    /** Whoever writes specs gets these three, and what they need themselves: no picocli, tree-sitter or web server. */
    @Test
    void specsDragInNoCommandLine() {
        Set<String> modules = new HashSet<>();
        Set<String> libraries = new HashSet<>();
        collect("wakeproof-junit", modules, libraries);
        assertThat(libraries).containsExactlyInAnyOrder("jackson-databind", "junit-jupiter-api", "assertj-core");
        assertThat(modules).doesNotContain("wakeproof-cli", "orderings", "review", "browse", "jpf-configs", "direct");
    }

    private static void collect(String module, Set<String> modules, Set<String> libraries) {
        if (modules.add(module)) {
            for (Pom.Dependency each : Pom.of(module).dependencies()) {
                if (each.group().equals(OURS)) {
                    collect(each.artifact(), modules, libraries);
                } else {
                    libraries.add(each.artifact());
                }
            }
        }
    }

    @Test
    void noPackageIsInTwoModules() {
        Map<String, Set<String>> modules = PLAN.stream()
                .flatMap(room -> sources(room.module(), "main").stream()
                        .map(file -> Map.entry(packageOf(room.module(), file), room.module())))
                .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toSet())));
        assertThat(modules).allSatisfy((name, holders) -> assertThat(holders).hasSize(1));
    }

    private static String packageOf(String module, Path file) {
        return Pom.folder(module)
                .resolve("src/main/java")
                .relativize(file.getParent())
                .toString()
                .replace('/', '.');
    }

    @Test
    void noModuleHoldsMoreThanAQuarterOfTheLines() {
        long all = PLAN.stream().mapToLong(room -> lines(room.module())).sum();
        assertThat(all).isPositive();
        assertThat(PLAN)
                .allSatisfy(room -> assertThat(lines(room.module()))
                        .as("main lines of %s, of %d in all", room, all)
                        .isLessThanOrEqualTo(all / 4));
    }

    @ParameterizedTest
    @FieldSource("PLAN")
    void aModuleTestsItself(Room room) {
        assertThat(sources(room.module(), "test"))
                .anyMatch(file -> file.toString().endsWith("Test.java"));
    }

    private static long lines(String module) {
        return sources(module, "main").stream().mapToLong(ModulesTest::lines).sum();
    }

    private static long lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<Path> sources(String module, String kind) {
        Path folder = Pom.folder(module).resolve("src").resolve(kind).resolve("java");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
