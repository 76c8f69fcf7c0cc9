// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import org.wakeproof.orderings.Paths;
import org.wakeproof.report.Reasons;
import org.wakeproof.report.html.HtmlReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs other commands one after the other, each with its page, and makes one that leads to them. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Runs other commands, each with its page, and makes index.html, which leads to them: for a team to publish.",
            "Exit status: the gravest of theirs."
        })
final class ReportCommand implements Callable<ExitStatus> {
    private static final String LONGEST_PATH = "idle-entry";

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--html",
            paramLabel = "DIR",
            required = true,
            converter = OutputDirectory.class,
            description = "Where the pages go; it is made where it is missing.")
    private Path directory;

    @Option(
            names = "--review",
            paramLabel = "FILE.c",
            converter = InputFile.class,
            description = "Reviews this handler, too; may be given several times.")
    private List<Path> reviewed = List.of();

    @Option(
            names = "--recorded",
            paramLabel = "FILE.json",
            converter = InputFile.class,
            description = "With a page of what 'agree --record' or 'review-history --json' has written, such as"
                    + " proofs/jpf.json; may be given several times.")
    private List<Path> recorded = List.of();

    @Option(
            names = "--all",
            description = "With the mutants, the refactorings, and the 751 orderings of the idle entry: many minutes.")
    private boolean all;

    @Option(
            names = "--only",
            paramLabel = "PAGE",
            split = ",",
            splitSynopsisLabel = ",",
            completionCandidates = PageNames.class,
            description = "Makes these pages only, as fixes,orderings-block.")
    private List<String> only = List.of();

    /** Of the pages that can be chosen. */
    static final class PageNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return every(true, List.of()).stream().map(Part::name).iterator();
        }
    }

    /** A command that is run, with the name of its page. */
    private record Part(String page, List<String> command) {
        String name() {
            return page.replace(".html", "");
        }

        /** How it ended: a command that ends well has kept what it promises, which is a property's HOLDS for few of them. */
        String ended(ExitStatus status) {
            if (status != ExitStatus.HOLDS) {
                return status.toString();
            }
            return switch (command.get(0)) {
                case "fixes" -> "as expected";
                case "orderings" -> "explored";
                case "prove" -> "PROVED";
                default -> status.toString();
            };
        }

        /** The last line of what it printed; a proof begins with what is proved, and ends with what it does not say. */
        String inShort(String said) {
            String last = lastLine(said);
            return command.contains("prove")
                    ? said.lines()
                            .findFirst()
                            .filter(line -> !line.equals(last))
                            .map(line -> line + "; " + last)
                            .orElse(last)
                    : last;
        }

        private static String lastLine(String said) {
            return said.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("Try 'wakeproof "))
                    .reduce(
                            "",
                            (before, line) ->
                                    line.startsWith("  ") ? (before + " " + line.strip()).strip() : line.strip());
        }
    }

    @Override
    public ExitStatus call() {
        checkOnly();
        List<RecordedPage> records = Usage.checked(
                spec, () -> recorded.stream().map(RecordedPage::of).toList());
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new ParameterException(
                    spec.commandLine(), "cannot make the directory " + directory + ": " + Reasons.of(e), e);
        }
        List<Part> parts = parts();
        List<List<String>> rows = new ArrayList<>();
        List<String> pages = new ArrayList<>();
        ExitStatus gravest = ExitStatus.HOLDS;
        boolean isStopped = false;
        for (Part part : parts) {
            String command = "./wakeproof " + String.join(" ", part.command);
            if (isStopped) {
                rows.add(List.of(command, "not run", "one before it is INCOMPLETE"));
                pages.add("");
                continue;
            }
            Path page = directory.resolve(part.page);
            StringWriter said = new StringWriter();
            Terminal.printWrapped(out(), "$ " + command, Terminal.givenWidth(), "  ");
            ExitStatus status = run(part.command, page, said);
            gravest = gravest.or(status);
            isStopped = status == ExitStatus.INCOMPLETE;
            rows.add(List.of(command, part.ended(status), part.inShort(said.toString())));
            pages.add(Files.exists(page) ? part.page : "");
            out().print(said);
            out().flush();
        }
        boolean areRecordsWritten = true;
        for (RecordedPage record : records) {
            Path page = directory.resolve(record.pageName());
            areRecordsWritten &= Terminal.write(spec, page, () -> record.html(Provenance.of(spec)));
            rows.add(List.of(record.file().toString(), "recorded", record.inShort()));
            pages.add(record.pageName());
        }
        ExitStatus status = gravest;
        boolean written = Terminal.write(spec, directory.resolve("index.html"), () -> index(status, rows, pages));
        return written && areRecordsWritten ? status : ExitStatus.FAILED;
    }

    private void checkOnly() {
        List<String> names = every(true, reviewed).stream().map(Part::name).toList();
        for (String each : only) {
            if (!names.contains(each)) {
                throw new ParameterException(
                        spec.commandLine(), "--only takes " + String.join(", ", names) + "; not '" + each + "'");
            }
        }
    }

    private List<Part> parts() {
        List<Part> parts = every(all || !only.isEmpty(), reviewed);
        parts.removeIf(part -> !only.isEmpty() && !only.contains(part.name()) && !part.command.contains("review"));
        return parts;
    }

    private static List<Part> every(boolean all, List<Path> reviewed) {
        List<Part> parts = new ArrayList<>();
        parts.add(new Part("fixes.html", List.of("fixes")));
        if (all) {
            parts.add(new Part("mutants.html", List.of("fixes", "--mutants")));
            parts.add(new Part("refactorings.html", List.of("fixes", "--refactorings")));
        }
        Paths.names().stream()
                .filter(path -> all || !path.equals(LONGEST_PATH))
                .forEach(path -> parts.add(new Part("orderings-" + path + ".html", List.of("orderings", path))));
        parts.add(new Part("prove.html", List.of("prove")));
        for (int i = 0; i < reviewed.size(); i++) {
            parts.add(new Part(
                    "review-" + (i + 1) + ".html",
                    List.of("review", reviewed.get(i).toString())));
        }
        return parts;
    }

    /** As if it had been typed, with its page. */
    private ExitStatus run(List<String> command, Path page, StringWriter said) {
        try {
            Files.deleteIfExists(page);
        } catch (IOException e) {
            spec.commandLine().getErr().println("wakeproof: cannot replace " + page + ": " + Reasons.of(e));
            return ExitStatus.FAILED;
        }
        List<String> arguments = new ArrayList<>(command);
        arguments.addAll(List.of("--html", page.toString()));
        PrintWriter out = new PrintWriter(said, true);
        return ExitStatus.of(Wakeproof.execute(out, out, arguments.toArray(new String[0])));
    }

    private String index(ExitStatus gravest, List<List<String>> rows, List<String> pages) {
        return new HtmlReport("wakeproof: report")
                .headline("Wakeproof's report")
                .paragraph(
                        "Each line is a command, how it ended, and what it printed last; or what was recorded before. A page is what"
                                + " the command's --html writes. " + together(gravest))
                .table(List.of("command", "ended", "what it says"), rows, pages)
                .render(Provenance.of(spec));
    }

    private static String together(ExitStatus gravest) {
        String ended = gravest == ExitStatus.HOLDS ? "All ended well" : "Together: " + gravest;
        return ended + " (exit status " + gravest.code() + ").";
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
