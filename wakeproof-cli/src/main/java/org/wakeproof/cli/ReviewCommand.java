// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.wakeproof.explorer.ModelException;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.Searches;
import org.wakeproof.review.Bindings;
import org.wakeproof.review.IdleCode;
import org.wakeproof.review.TooMuchCode;
import org.wakeproof.review.Xen;
import org.wakeproof.review.patch.Series;
import org.wakeproof.review.verdict.Comparison;
import org.wakeproof.review.verdict.Format;
import org.wakeproof.review.verdict.GitReview;
import org.wakeproof.review.verdict.HtmlReview;
import org.wakeproof.review.verdict.Overall;
import org.wakeproof.review.verdict.Review;
import org.wakeproof.review.verdict.TextReview;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads an idle handler in C and runs it in place of the port. */
@Command(
        name = "review",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Reads an idle handler in C, runs it in place of the port, and says whether it can lose a wake-up.")
final class ReviewCommand implements Callable<ExitStatus> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "FILE.c",
            converter = InputFile.class,
            description = "A version of Xen's cpu_idle.c, domain.c, mwait-idle.c, ...; - for the standard input."
                    + " With --git a revision: REV, or REV..REV.")
    private Path file;

    @Option(
            names = "--git",
            paramLabel = "DIR",
            converter = InputDirectory.class,
            description = "Reviews what a revision of this repository does to all idle handlers of all files.")
    private Path git;

    @Option(
            names = "--function",
            paramLabel = "NAME",
            description = "The idle handler (default: found by its name, or by its being the only one that sleeps).")
    private String function;

    @Option(
            names = "--patch",
            paramLabel = "FILE.patch",
            converter = InputFile.class,
            description = "A unified diff or a mail with one, to be applied to the file: what does it break or repair?")
    private Path patch;

    @Option(
            names = "--bindings",
            paramLabel = "FILE",
            converter = InputFile.class,
            description = "More lines for the table that says what names in C stand for; docs/review.md has its form.")
    private Path bindingsFile;

    @Option(
            names = "--system",
            paramLabel = "NAME",
            description = "Whose names the table knows: xen (default), xen-arm, linux, freebsd, illumos, zephyr.")
    private String system = "xen";

    @Option(
            names = "--xen",
            paramLabel = "YEAR",
            completionCandidates = Years.class,
            description = "Xen around the handler: 2009, 2010, 2014, 2020, today, or auto (default), by what it does.")
    private String xen = Xen.AUTO;

    @Option(names = "--format", paramLabel = "F", description = "text (default), json, sarif or github.")
    private Format format = Format.TEXT;

    @Option(names = "--strict", description = "INCOMPLETE instead of HOLDS assuming.")
    private boolean strict;

    @Option(names = "--threads", paramLabel = "N", description = "Workers (default: all processors).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--timeout",
            paramLabel = "T",
            description = "Stops each search, INCOMPLETE, after that time: 90, 90s, 5m (default: 2m).")
    private String timeout = "2m";

    @Option(
            names = "--html",
            paramLabel = "FILE",
            converter = OutputFile.class,
            description = "Writes the review as one HTML page, too.")
    private Path html;

    @Mixin
    private SearchOption search;

    @Mixin
    private TraceOptions traces;

    @Mixin
    private SourceOptions sources;

    @Override
    public ExitStatus call() {
        Usage.checkThreads(spec, threads);
        if (search.isSymbolic() && spec.commandLine().getParseResult().hasMatchedOption("--threads")) {
            throw new ParameterException(
                    spec.commandLine(), "--threads is for --search bfs and auto: symbolic has one worker");
        }
        checkTraceOptions();
        checkStandardOutput();
        Searches searches = new Searches();
        Interruption interruption = new Interruption(searches::stop);
        try (interruption) {
            ExitStatus status = review(searches);
            spec.commandLine().getOut().flush();
            return status;
        } catch (ModelException e) {
            spec.commandLine().getErr().println("wakeproof: " + file + " cannot be explored: " + e.getMessage());
            return ExitStatus.INCOMPLETE;
        } catch (TooMuchCode e) {
            spec.commandLine().getOut().println("INCOMPLETE  " + file + ": " + e.getMessage());
            return ExitStatus.INCOMPLETE;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    /** Only text and pages show traces in a way that one may choose. */
    private void checkTraceOptions() {
        if (format == Format.TEXT || html != null) {
            return;
        }
        String given = traces.isFull() ? "--full" : sources.given().isPresent() ? "--source-url" : "";
        if (!given.isEmpty()) {
            throw new ParameterException(spec.commandLine(), given + " is for --format text and --html");
        }
    }

    /** What programs read is no page. */
    private void checkStandardOutput() {
        if (format != Format.TEXT && html != null && OutputFile.isStandardOutput(html)) {
            throw new ParameterException(
                    spec.commandLine(), "--format " + format + " and --html are both to be written to '-'");
        }
    }

    private ExitStatus review(Searches searches) {
        Bindings ofSystem = Bindings.of(Usage.asWritten(system, Bindings.SYSTEMS));
        Bindings bindings = bindingsFile == null
                ? ofSystem
                : ofSystem.and(InputFile.name(bindingsFile), InputFile.text(bindingsFile));
        Optional<Xen> told = Xen.named(Usage.asWritten(xen, Xen.names()));
        Options options =
                search.in(Options.defaults()).withThreads(threads).withTimeout(Durations.parse("--timeout", timeout));
        if (git != null) {
            return revision(bindings, told, options, searches);
        }
        String text = InputFile.text(file);
        String patched = patch == null ? null : patched(text);
        IdleCode old = IdleCode.read(file.toString(), text, function, bindings);
        Xen.Choice around = Xen.of(old, told);
        Review before = Review.of(old, around, options, strict, searches);
        Review after = null;
        if (patched != null) {
            IdleCode now = IdleCode.read(
                    file.toString(), patched, functionBehind(patched, old, bindings), bindings, function == null);
            after = Review.of(now, around.orLater(Xen.of(now, told)), options, strict, searches);
        }
        Comparison comparison = after == null ? new Comparison(before, null) : Comparison.of(before, after);
        PrintWriter out = spec.commandLine().getOut();
        out.print(format.render(
                comparison,
                new TextReview(Terminal.width(), Terminal.ansi(), traces.isFull(), sources.given()),
                Version.envelope(spec)));
        return Terminal.write(spec, html, () -> page(comparison, options))
                ? ExitStatus.of(comparison.last().verdict())
                : ExitStatus.FAILED;
    }

    private ExitStatus revision(Bindings bindings, Optional<Xen> told, Options options, Searches searches) {
        if (patch != null || function != null) {
            throw new IllegalArgumentException("--git takes neither --patch nor --function");
        }
        GitReview reviewed = new GitReview(git, bindings, told, options, strict, searches);
        List<Comparison> comparisons = reviewed.of(file.toString());
        Overall overall = reviewed.overall(file.toString(), comparisons);
        tellWhatWasNotReviewed(overall);
        PrintWriter out = spec.commandLine().getOut();
        out.print(format.render(
                comparisons,
                overall,
                new TextReview(Terminal.width(), Terminal.ansi(), traces.isFull(), sources.given()),
                Version.envelope(spec)));
        return Terminal.write(
                        spec,
                        html,
                        () -> HtmlReview.render(
                                overall, comparisons, options, traces.isFull(), sources.url(), Provenance.of(spec)))
                ? ExitStatus.of(overall.verdict())
                : ExitStatus.FAILED;
    }

    private void tellWhatWasNotReviewed(Overall overall) {
        overall.unread()
                .forEach(each -> spec.commandLine().getErr().println("wakeproof: " + each.file() + ": " + each.why()));
    }

    private String page(Comparison comparison, Options options) {
        return new HtmlReview(comparison, options, traces.isFull(), sources.url()).render(Provenance.of(spec));
    }

    /** The same one where it is there still, also if the patch adds another that would be found first. */
    private String functionBehind(String patched, IdleCode old, Bindings bindings) {
        boolean isThere = IdleCode.has(file.toString(), patched, old.function(), bindings);
        return function == null && isThere ? old.function() : function;
    }

    private String patched(String text) {
        return Series.parse(InputFile.name(patch), InputFile.text(patch)).apply(file.toString(), text);
    }

    /** What can be typed for --xen, for completion. */
    static final class Years implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Xen.names().iterator();
        }
    }
}
