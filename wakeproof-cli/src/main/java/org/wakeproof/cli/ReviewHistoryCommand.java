// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.wakeproof.explorer.Options;
import org.wakeproof.review.verdict.History;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes the table of docs/review.md: for maintainers. */
@Command(
        name = "review-history",
        hidden = true,
        mixinStandardHelpOptions = true,
        description = "Reviews every version of a file that a git repository has.")
final class ReviewHistoryCommand implements Callable<ExitStatus> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "GITDIR",
            converter = InputDirectory.class,
            description = "Where Xen's repository is: xen/.git.")
    private Path repository;

    @Parameters(index = "1", paramLabel = "PATH", description = "As xen/arch/x86/acpi/cpu_idle.c.")
    private String path;

    @Option(names = "--function", paramLabel = "NAME", description = "The idle handler (default: found).")
    private String function;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            converter = OutputFile.class,
            description = "Writes the table as JSON.")
    private Path json;

    @Option(names = "--threads", paramLabel = "N", description = "Workers (default: all processors).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Override
    public ExitStatus call() {
        Usage.checkThreads(spec, threads);
        PrintWriter out = spec.commandLine().getOut();
        Options options = Options.defaults().withThreads(threads).withTimeout(Durations.parse("--timeout", "2m"));
        List<History.Row> rows;
        Interruption interruption = Interruption.atOnce(out, "the versions below are not reviewed");
        try (interruption) {
            rows = new History(repository, path, function, options).review(row -> print(out, row));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        return Terminal.write(spec, json, () -> Version.envelope(spec).write(History.data(rows)))
                ? ExitStatus.HOLDS
                : ExitStatus.FAILED;
    }

    private static void print(PrintWriter out, History.Row row) {
        out.println(String.format(
                Locale.ROOT,
                "%s %s %-14s %6.1f %s %s %s",
                row.commit(),
                row.date(),
                row.verdict(),
                row.seconds(),
                row.situations().entrySet().stream()
                        .filter(each -> !each.getValue().equals("HOLDS"))
                        .map(each -> each.getKey() + " " + each.getValue())
                        .collect(Collectors.joining("; ")),
                row.sameAs() == null ? "" : "as " + row.sameAs(),
                row.unsupported().isEmpty() ? "" : row.unsupported()));
        out.flush();
    }
}
