// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What a command reads is never written over. */
class GivenFilesTest {
    private static final String HANDLER = "void default_idle(void) { doze(); }\n";
    private static final String PATCH =
            "--- a/F.c\n+++ b/F.c\n@@ -1 +1 @@\n-" + HANDLER + "+" + HANDLER.replace("doze", "nap");
    private static final String TABLE = "call doze safe_halt\n";

    @TempDir
    private Path directory;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(directory.resolve("F.c"), HANDLER);
        Files.writeString(directory.resolve("F.patch"), PATCH);
        Files.writeString(directory.resolve("F.txt"), TABLE);
        Files.createSymbolicLink(directory.resolve("linked.c"), Path.of("F.c"));
        Files.createLink(directory.resolve("same.c"), directory.resolve("F.c"));
        Files.createDirectory(directory.resolve("deep"));
    }

    private Typed typed(String line) {
        return Typed.of(Arrays.stream(line.split(" "))
                .map(word -> word.replace("DIR", directory.toString()))
                .toList());
    }

    /** Also one that is added tomorrow: what is no input and no output would be looked at by nobody. */
    @Test
    void everyFileOfEveryCommandIsKnownToBeReadOrWritten() {
        Set<String> read = new TreeSet<>();
        new CommandLine(new Wakeproof()).getSubcommands().forEach((name, command) -> {
            for (ArgSpec argument : command.getCommandSpec().args()) {
                if (argument.type() == Path.class
                        || List.of(argument.auxiliaryTypes()).contains(Path.class)) {
                    String which = name + " "
                            + (argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel());
                    assertThat(argument.converters()).as(which).hasSize(1);
                    ITypeConverter<?> converter = argument.converters()[0];
                    assertThat(converter)
                            .as(which)
                            .isInstanceOfAny(
                                    InputFile.class, InputDirectory.class, OutputFile.class, OutputDirectory.class);
                    if (converter instanceof InputFile) {
                        read.add(which);
                    }
                }
            }
        });
        assertThat(read)
                .containsExactly(
                        "explore --replay",
                        "replay FILE",
                        "report --recorded",
                        "report --review",
                        "review --bindings",
                        "review --patch",
                        "review FILE.c");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "review DIR/F.c --html DIR/F.c",
                "review DIR/F.c --html DIR/deep/../F.c",
                "review DIR/F.c --html DIR/linked.c",
                "review DIR/linked.c --html DIR/F.c",
                "review DIR/F.c --html DIR/same.c",
                "review DIR/F.c --patch DIR/F.patch --html DIR/F.patch",
                "review DIR/F.c --bindings DIR/F.txt --html DIR/F.txt",
                "review --html DIR/F.c DIR/F.c",
            })
    void anOutputThatIsAnInputIsRefusedInOneLine(String line) throws IOException {
        Typed refused = typed(line);
        assertThat(refused.status()).isEqualTo(ExitStatus.WRONG_USAGE.code());
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err().lines().findFirst().orElseThrow())
                .startsWith("wakeproof: --html would overwrite what is read, ");
        assertThat(directory.resolve("F.c")).hasContent(HANDLER);
        assertThat(directory.resolve("F.patch")).hasContent(PATCH);
        assertThat(directory.resolve("F.txt")).hasContent(TABLE);
        assertThat(directory.resolve("linked.c")).isSymbolicLink();
    }

    @Test
    void anotherFileBesideTheInputIsWritten() {
        List<String> pages = new ArrayList<>(List.of("F.html", "deep/F.c"));
        for (String page : pages) {
            Typed written = typed("review DIR/F.c --bindings DIR/F.txt --html DIR/" + page);
            assertThat(written.status()).isEqualTo(ExitStatus.VIOLATED.code());
            assertThat(directory.resolve(page)).content().startsWith("<!DOCTYPE html>");
        }
    }

    /** The shell has opened it; its name is not among the arguments. */
    @Test
    void theStandardInputIsAFileToo(@TempDir Path home) throws Exception {
        Checkout checkout = Checkout.built(home);
        String file = directory.resolve("F.c").toString();
        Checkout.Ended refused = checkout.run("./wakeproof review - --html " + file + " <" + file);
        assertThat(refused.status()).isEqualTo(ExitStatus.WRONG_USAGE.code());
        assertThat(refused.err()).contains("--html would overwrite what is read, FILE.c, '" + file + "'");
        assertThat(directory.resolve("F.c")).hasContent(HANDLER);
    }

    @Test
    void twoInputsAreNotBothTheStandardInput() {
        Typed both = typed("review - --patch -");
        assertThat(both.status()).isEqualTo(ExitStatus.WRONG_USAGE.code());
        assertThat(both.err()).startsWith("wakeproof: FILE.c and --patch are both to be read from '-'\n");
    }

    @Test
    void twoLinksToOneFileThatIsNotThereYetAreOneOutput() throws IOException {
        Files.createSymbolicLink(directory.resolve("one"), Path.of("page"));
        Typed both = typed("check raise-batch --json DIR/one --html DIR/page");
        assertThat(both.status()).isEqualTo(ExitStatus.WRONG_USAGE.code());
        assertThat(both.err()).contains("are both to be written to '");
    }
}
