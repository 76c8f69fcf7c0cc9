// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files that commands write: whose they are, where they go, and what is said if there is nothing to write. */
class OutputsTest {
    private static final List<String> LOSS =
            List.of("check", "raise-batch", "--change", "notes-softirq-number", "--progress", "none");

    @TempDir
    private Path directory;

    private static Typed loss(String... more) {
        List<String> arguments = new ArrayList<>(LOSS);
        arguments.addAll(List.of(more));
        return Typed.of(arguments);
    }

    private String rights(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    /** A file that is made by {@code touch} has the rights that the umask gives. */
    @Test
    void aNewFileHasTheRightsOfTheUmask() throws IOException {
        Path file = directory.resolve("loss.json");
        loss("--json", file.toString());
        assertThat(rights(file)).isEqualTo(rights(Files.createFile(directory.resolve("any"))));
    }

    @Test
    void aFileThatIsThereKeepsItsRights() throws IOException {
        Path file = Files.createFile(directory.resolve("loss.json"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r--"));
        loss("--json", file.toString());
        assertThat(rights(file)).isEqualTo("rw-rw-r--");
        assertThat(file).content().startsWith("{");
    }

    @Test
    void aLinkIsFollowed() throws IOException {
        Files.createDirectory(directory.resolve("reports"));
        Path link = Files.createSymbolicLink(directory.resolve("link.json"), Path.of("reports/loss.json"));
        loss("--json", link.toString());
        assertThat(link).isSymbolicLink();
        assertThat(directory.resolve("reports/loss.json")).content().startsWith("{");
        assertThat(directory.resolve("reports")).isDirectoryContaining("glob:**/loss.json");
        try (var files = Files.list(directory.resolve("reports"))) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void twoOutputsOfOneNameAreRefused() throws IOException {
        String file = directory.resolve("loss").toString();
        Typed both = loss("--json", file, "--html", directory.resolve("./loss").toString());
        assertThat(both.status()).isEqualTo(ExitStatus.WRONG_USAGE.code());
        assertThat(both.err()).contains("--json and --html are both to be written to '");
        assertThat(loss("--json", "-", "--html", "-").err()).contains("are both to be written to '-'");
        Files.createSymbolicLink(directory.resolve("link"), Path.of("loss"));
        Files.createFile(Path.of(file));
        assertThat(loss("--json", file, "--svg", directory.resolve("link").toString())
                        .status())
                .isEqualTo(ExitStatus.WRONG_USAGE.code());
        assertThat(loss("--json", "/dev/null", "--html", "/dev/null").status()).isEqualTo(ExitStatus.VIOLATED.code());
    }

    /** What people read goes to the standard error then. */
    @Test
    void aDashIsTheStandardOutput() throws IOException {
        Typed json = loss("--json", "-");
        assertThat(json.status()).isEqualTo(ExitStatus.VIOLATED.code());
        assertThat(new ObjectMapper().readTree(json.out()).get("verdict").asText())
                .isEqualTo("VIOLATED");
        assertThat(json.err()).contains("VIOLATED  raise-batch");
        assertThat(Path.of("-")).doesNotExist();
        assertThat(Typed.of(List.of("fixes", "F14", "--json", "-")).out()).startsWith("{");
    }

    @Test
    void whatCannotBeWrittenSaysWhy() {
        Typed full = loss("--json", "/proc/x.json");
        assertThat(full.status()).isIn(ExitStatus.FAILED.code(), ExitStatus.WRONG_USAGE.code());
        assertThat(full.err()).doesNotContain(".tmp");
    }

    /** A script that asks for a figure, gets none and is told 0 would go on with an old one. */
    @Test
    void anOutputThatCannotBeMadeIsNoSuccess() {
        Path file = directory.resolve("x");
        for (String option : List.of("--svg", "--trace")) {
            Typed holds = Typed.of(List.of("check", "raise-batch", option, file.toString()));
            assertThat(holds.status()).isEqualTo(ExitStatus.NOT_MADE.code());
            assertThat(holds.out()).contains("HOLDS  raise-batch");
            assertThat(holds.err().lines())
                    .containsExactly("wakeproof: there is no trace to draw: " + file + " is not written");
            Typed cut = Typed.of(List.of("check", "block", "--max-states", "10", option, file.toString()));
            assertThat(cut.status()).isEqualTo(ExitStatus.INCOMPLETE.code());
        }
        assertThat(file).doesNotExist();
    }

    @Test
    void aTraceThatIsMissingOnTheStandardOutputIsSaidInWords() {
        Typed holds = Typed.of(List.of("check", "raise-batch", "--trace", "-"));
        assertThat(holds.status()).isEqualTo(ExitStatus.NOT_MADE.code());
        assertThat(holds.out()).isEmpty();
        assertThat(holds.err()).contains("wakeproof: there is no trace to draw: the standard output stays empty");
    }

    /** Where {@code touched} is not there it cannot be written by anybody, not by root either. */
    @Test
    void aRefusedOutputNamesWhatMayNotBeWritten() {
        Path touched = directory.resolve("missing");
        assertThatThrownBy(() -> OutputFile.rejectUnwritable("x.json", touched))
                .hasMessage("'x.json' cannot be written: '" + touched
                        + "' is not this user's to write, or on a read-only file system");
    }

    /** Sixty-seven million states are not searched to learn that they are more than five hundred. */
    @Test
    void aGraphThatIsTooLargeIsKnownBeforeTheSearch() {
        Path file = directory.resolve("x.dot");
        Typed large = Typed.of(List.of("check", "idle-tick", "--dot", file.toString()));
        assertThat(large.status()).isEqualTo(ExitStatus.NOT_MADE.code());
        assertThat(large.out()).isEmpty();
        assertThat(large.err().lines())
                .containsExactly("wakeproof: a graph of more than 500 states is not drawn: " + file
                        + " is not written, and nothing was searched");
        assertThat(file).doesNotExist();
        assertThat(Typed.of(List.of("check", "raise-batch", "--dot", file.toString()))
                        .status())
                .isZero();
        assertThat(file).content().startsWith("digraph states {");
    }
}
