// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wakeproof.cli.Wakeproof;
import org.wakeproof.history.Scenarios;
import org.wakeproof.scenario.ScenarioOption;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Every command that the README and the guide show is one that the program takes, and no link leads nowhere. */
class CommandsTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern COMMAND = Pattern.compile("(?m)(?:^    |`)\\./wakeproof ([^`#\\n]+)");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)\\)");

    static Stream<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>();
        for (Path folder : List.of(ROOT, ROOT.resolve("docs"), ROOT.resolve("docs/decisions"))) {
            try (Stream<Path> files = Files.list(folder)) {
                files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
            }
        }
        return pages.stream();
    }

    static Stream<String> commands() throws IOException {
        return pages().flatMap(page -> COMMAND.matcher(read(page)).results())
                .map(found -> found.group(1).strip())
                .filter(command -> !command.contains("["))
                .distinct();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void commandIsTaken(String command) {
        assertThatCode(() -> {
                    ParseResult parsed = new CommandLine(new Wakeproof())
                            .setCaseInsensitiveEnumValuesAllowed(true)
                            .parseArgs(fromHere(command).split("\\s+"));
                    if (command.startsWith("check ") && !command.endsWith("--help")) {
                        isWired(parsed.subcommand());
                    }
                })
                .doesNotThrowAnyException();
    }

    /** A file is looked for from where tests run; readers are a directory above. */
    private static String fromHere(String command) {
        return command.replaceAll(" (docs|proofs)/", " " + ROOT + "/$1/");
    }

    /** Wiring refuses what a scenario does not take, and changes that no port of it looks at. */
    private static void isWired(ParseResult check) {
        Map<String, String> given = new LinkedHashMap<>();
        check.matchedOptions().stream()
                .filter(option -> ScenarioOption.of(word(option)) != null)
                .forEach(option -> given.put(
                        word(option),
                        option.getValue() instanceof List<?> several
                                ? several.stream().map(Object::toString).collect(Collectors.joining(","))
                                : option.getValue()));
        Scenarios.wired(check.matchedPositionalValue(0, ""), given);
    }

    private static String word(OptionSpec option) {
        return option.longestName().substring("--".length());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void linksLeadSomewhere(Path page) {
        assertThat(LINK.matcher(read(page)).results().map(found -> page.resolveSibling(found.group(1))))
                .allSatisfy(target -> assertThat(target).exists());
    }

    @Test
    void thereAreCommands() throws IOException {
        assertThat(commands()).hasSizeGreaterThan(15);
    }

    private static String read(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
