// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.wakeproof.explorer.Verdict;
import org.wakeproof.pathfinder.Agreement;
import org.wakeproof.pathfinder.Agreement.Comparison;
import org.wakeproof.pathfinder.PathFinderRun;
import org.wakeproof.pathfinder.Proof;
import org.wakeproof.report.AtomicFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares both engines on every system small enough. */
@Command(
        name = "agree",
        mixinStandardHelpOptions = true,
        description = "Runs every system small enough in both engines, or those named: same verdicts, same outcomes?")
final class AgreeCommand implements Callable<ExitStatus> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private PathFinderOptions pathFinder;

    @Option(names = "--jobs", paramLabel = "N", description = "Runs of JPF side by side (default: 1; rates suffer).")
    private int jobs = 1;

    @Option(
            names = "--record",
            paramLabel = "FILE",
            converter = OutputFile.class,
            description = "Writes JPF's results as proofs/jpf.json keeps them, each as soon as it is there;"
                    + " records of other systems stay, and those of a run that was cut.")
    private Path record;

    @Parameters(
            paramLabel = "SYSTEM",
            arity = "0..*",
            completionCandidates = SystemNames.class,
            description = "A scenario or one system of it (default: all).")
    private List<String> names = List.of();

    /** Scenarios, and their systems. */
    static final class SystemNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Agreement.CASES.stream()
                    .flatMap(each -> Stream.of(each.scenario(), each.fullName()))
                    .distinct()
                    .iterator();
        }
    }

    @Override
    public ExitStatus call() throws IOException {
        PathFinderRun run;
        List<Agreement.Case> cases;
        List<Proof> proofs;
        try {
            if (jobs < 1 || jobs > 64) {
                throw new IllegalArgumentException("--jobs takes 1 to 64, not " + jobs);
            }
            cases = names.isEmpty()
                    ? Agreement.CASES
                    : names.stream()
                            .flatMap(name -> Agreement.named(name).stream())
                            .distinct()
                            .toList();
            proofs = recorded();
            run = pathFinder.run();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
        PrintWriter out = spec.commandLine().getOut();
        AgreementText text = new AgreementText(out, Terminal.givenWidth());
        text.begin();
        boolean different = false;
        boolean whole = true;
        Interruption interruption = Interruption.atOnce(out, "the other systems are not compared");
        List<Future<Comparison>> comparisons = start(cases, run);
        try (interruption) {
            for (int i = 0; i < comparisons.size(); i++) {
                Agreement.Case each = cases.get(i);
                Comparison comparison = ended(comparisons.get(i));
                text.print(each, comparison);
                if (record != null && comparison.pathFinder().verdict() != Verdict.INCOMPLETE) {
                    Proof proof = Proof.of(
                            each,
                            comparison.pathFinder(),
                            pathFinder.pathFinder().revision());
                    proofs = Proof.renewed(proofs, List.of(proof));
                    AtomicFile.write(record, Proof.write(proofs));
                }
                if (comparison.difference().isPresent()) {
                    different |= comparison.isWhole();
                    whole &= comparison.isWhole();
                }
            }
        }
        if (different) {
            text.end("DIFFERENT");
            return ExitStatus.NOT_AS_EXPECTED;
        }
        if (!whole) {
            text.end("INCOMPLETE: not every system was explored whole by both engines");
            return ExitStatus.INCOMPLETE;
        }
        text.end("AGREED: the same verdicts and outcomes in all " + cases.size());
        return ExitStatus.HOLDS;
    }

    /** What the file holds that is to be written, if it is there. */
    private List<Proof> recorded() throws IOException {
        if (record == null || !Files.exists(record) || Files.size(record) == 0) {
            return List.of();
        }
        try {
            return Proof.read(record);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "--record adds to " + record + ", which holds no records of runs: " + e.getOriginalMessage());
        }
    }

    private List<Future<Comparison>> start(List<Agreement.Case> cases, PathFinderRun run) {
        ExecutorService pool = Executors.newFixedThreadPool(jobs, task -> {
            Thread thread = new Thread(task, "agree");
            thread.setDaemon(true);
            return thread;
        });
        List<Future<Comparison>> comparisons = new ArrayList<>();
        for (Agreement.Case each : cases) {
            comparisons.add(pool.submit(() -> Agreement.compare(each, run)));
        }
        pool.shutdown();
        return comparisons;
    }

    private static Comparison ended(Future<Comparison> comparison) throws IOException {
        try {
            return comparison.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
        }
    }
}
