// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wakeproof.cli.Typed;
import org.wakeproof.docs.Story.Command;
import org.wakeproof.docs.Story.Excerpt;
import org.wakeproof.explorer.Verdict;

/**
 * The page about 2009 says what its commands say: verdicts, excerpts of traces, pictures. Refresh pictures with
 * -Dgolden.refresh=true, and look at them; excerpts are chosen by hand.
 */
class StoryTest {
    private static final Path DOCS = Path.of("../docs");
    private static final Pattern PICTURE = Pattern.compile("]\\((pictures/[^)]+)\\)");

    @TempDir
    private Path directory;

    static Stream<Command> judged() throws IOException {
        return Story.read(DOCS.resolve("2009.md")).commands().stream()
                .filter(command -> command.verdict().isPresent());
    }

    static Stream<Command> drawing() throws IOException {
        return Story.read(DOCS.resolve("2009.md")).commands().stream()
                .filter(command -> command.picture().isPresent());
    }

    static Stream<Excerpt> excerpts() throws IOException {
        return Story.read(DOCS.resolve("2009.md")).excerpts().stream();
    }

    @ParameterizedTest
    @MethodSource("judged")
    void verdictIsAsThePageSays(Command command) {
        Verdict said = Verdict.valueOf(command.verdict().orElseThrow());
        // Without the picture, and what is said of it: not every verdict has one.
        List<String> arguments = new ArrayList<>(command.withoutPicture());
        arguments.remove("--brief");
        assertThat(run(arguments)).startsWith(said + "  ");
    }

    @ParameterizedTest
    @MethodSource("drawing")
    void pictureIsFresh(Command command) throws IOException {
        Path committed = Path.of("..").resolve(command.picture().orElseThrow());
        run(command, "--svg", scratch());
        if (Boolean.getBoolean("golden.refresh")) {
            Files.createDirectories(committed.getParent());
            Files.copy(Path.of(scratch()), committed, StandardCopyOption.REPLACE_EXISTING);
        }
        assertThat(committed).hasSameTextualContentAs(Path.of(scratch()));
    }

    @ParameterizedTest
    @MethodSource("excerpts")
    void excerptIsPartOfTheTrace(Excerpt excerpt) throws IOException {
        run(excerpt.command(), "--trace", scratch());
        List<String> rest = Files.readAllLines(Path.of(scratch()));
        for (List<String> part : excerpt.parts()) {
            int at = Collections.indexOfSubList(rest, part);
            assertThat(at).as(() -> String.join("\n", part)).isNotNegative();
            rest = rest.subList(at + part.size(), rest.size());
        }
    }

    @Test
    void everyPictureIsMadeByACommandAndShown() throws IOException {
        String page = Files.readString(DOCS.resolve("2009.md"));
        List<String> shown =
                PICTURE.matcher(page).results().map(found -> found.group(1)).toList();
        List<String> made = drawing()
                .map(command -> command.picture().orElseThrow().replace("docs/", ""))
                .toList();
        assertThat(shown).containsExactlyInAnyOrderElementsOf(made);
        try (Stream<Path> files = Files.list(DOCS.resolve("pictures"))) {
            assertThat(files.map(file -> "pictures/" + file.getFileName())).containsExactlyInAnyOrderElementsOf(made);
        }
    }

    @Test
    void thereIsWhatIsTested() throws IOException {
        assertThat(judged()).hasSizeGreaterThan(10);
        assertThat(excerpts()).isNotEmpty();
    }

    private String scratch() {
        return directory.resolve("file").toString();
    }

    /** Runs a command of the page, with one option as given here in place of what the page says; its verdict's line. */
    private static String run(Command command, String option, String file) {
        List<String> arguments = new ArrayList<>(command.withoutPicture());
        arguments.addAll(List.of(option, file));
        return run(arguments);
    }

    private static String run(List<String> arguments) {
        Typed typed = Typed.of(arguments);
        assertThat(typed.err()).isEmpty();
        return typed.out()
                .lines()
                .filter(line -> Stream.of(Verdict.values()).anyMatch(verdict -> line.startsWith(verdict + "  ")))
                .findFirst()
                .orElse("");
    }
}
