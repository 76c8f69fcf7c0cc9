// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Explorer;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.Result;
import org.wakeproof.explorer.Verdict;
import org.wakeproof.history.Scenarios;
import org.wakeproof.prove.idle.IdlePart;
import org.wakeproof.prove.idle.IdlePath;
import org.wakeproof.prove.idle.IdleVariant;
import org.wakeproof.prove.induction.Houdini;
import org.wakeproof.prove.induction.Proof;
import org.wakeproof.prove.induction.Prover;
import org.wakeproof.prove.logic.ParametricSystem;
import org.wakeproof.prove.report.PortAnswer;
import org.wakeproof.prove.report.ProofPage;
import org.wakeproof.prove.report.ProofRecord;
import org.wakeproof.prove.report.ProofText;
import org.wakeproof.prove.solver.Solver;
import org.wakeproof.prove.solver.SolverChoice;
import org.wakeproof.report.Ansi;
import org.wakeproof.report.Violation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Proves that no wake-up is lost, whatever the number of CPUs. */
@Command(
        name = "prove",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Proves by induction that the idle path loses no wake-up, and that who sleeps with work wakes if runs are fair, "
                    + "whatever the number of CPUs; or shows the step that leads out of the invariant, or the stage of the "
                    + "wake-up that need not be left, and has the engine look for the loss in the ports.",
            "Exit status 0 if it is proved, 1 if the engine finds the loss, 3 if neither, or if with --refine the ports differ or were "
                    + "not compared to the end."
        })
final class ProveCommand implements Callable<ExitStatus> {
    private static final String IDLE_PATH = "idle-path";
    /** States met on random walks before a solver is asked for an invariant. */
    private static final int WALKED = 20_000;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "SYSTEM",
            arity = "0..1",
            completionCandidates = Systems.class,
            description =
                    "idle-path (default): Xen's idle entry and exit of March 2009 with HPET broadcast and timers.")
    private String system = IDLE_PATH;

    @Mixin
    private PartOptions parts;

    @Option(
            names = "--solver",
            paramLabel = "S",
            description = "smtinterpol (default, in this process), z3 or cvc5 (programs, if they are here).")
    private SolverChoice solver = SolverChoice.SMTINTERPOL;

    @Mixin
    private RefineOptions refine;

    @Option(
            names = "--find-invariant",
            paramLabel = "FILE",
            converter = OutputFile.class,
            description =
                    "Takes only the key conjuncts, finds those that keep the books by itself (minutes; sooner with z3), "
                            + "writes them, and proves what is safe with them.")
    private Path found;

    private boolean isFoundWritten = true;

    /** As they were asked for. */
    private IdlePart part;

    private String variant;

    @Option(names = "--threads", paramLabel = "N", description = "Solvers at a time (default: all processors).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--html",
            paramLabel = "FILE",
            converter = OutputFile.class,
            description = "Writes invariant, steps and the time of each question as one page.")
    private Path html;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            converter = OutputFile.class,
            description = "Writes what was asked and answered, as kept in proofs/.")
    private Path json;

    @Mixin
    private TraceOptions traces;

    @Mixin
    private SourceOptions sources;

    /** For completion. */
    static final class Systems implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.asList(IDLE_PATH).iterator();
        }
    }

    @Override
    public ExitStatus call() {
        if (!system.equalsIgnoreCase(IDLE_PATH)) {
            throw wrong("there is no system '" + system + "' to prove; there is " + IDLE_PATH);
        }
        part = parts.part();
        IdleVariant chosen = parts.variant(part);
        variant = chosen.toString();
        Usage.checkThreads(spec, threads);
        if (found != null && part != IdlePart.LEGACY_ANY) {
            throw wrong("--find-invariant is for --hpet legacy-any, without --offline and --mwait");
        }
        if (chosen.scenario(part).isEmpty()
                && (traces.isFull() || sources.given().isPresent())) {
            throw wrong((traces.isFull() ? "--full" : "--source-url")
                    + " is for the engine's trace, and there is none of --variant " + variant
                    + ": the engine is asked about " + asked());
        }
        if (!solver.isHere()) {
            throw wrong("--solver " + solver + " needs the program " + solver + " on the path");
        }
        ParametricSystem whole = IdlePath.of(part, chosen);
        refine.check(part, chosen, whole);
        Optional<ParametricSystem> asked = found == null ? Optional.of(whole) : find(whole);
        if (asked.isEmpty()) {
            Terminal.printWrapped(out(), "INCOMPLETE  stopped while it looked for an invariant");
            out().flush();
            return ExitStatus.INCOMPLETE;
        }
        ParametricSystem idlePath = asked.get();
        AtomicInteger done = new AtomicInteger();
        Prover prover =
                new Prover(idlePath, solver, threads, check -> progress(done.incrementAndGet(), "questions answered"));
        Interruption interruption = new Interruption(why -> stopped(why, prover::stop));
        Proof proof;
        try (interruption) {
            proof = prover.run();
        }
        String title = title(proof) + "  " + idlePath.name() + " --variant " + variant;
        say(chosen, proof);
        Optional<PortAnswer> engine = isRefuted(proof) ? askEngine(chosen.scenario(part)) : Optional.empty();
        Optional<PortComparison> comparison = proof.verdict() == Proof.Verdict.PROVED
                ? Optional.of(refine.run(part, chosen, proof.system()))
                : Optional.empty();
        List<String> compared = comparison.map(PortComparison::lines).orElse(List.of());
        boolean written = isFoundWritten
                & Terminal.write(spec, html, () -> page(chosen, proof, title, engine, compared))
                & Terminal.write(spec, json, () -> json(proof, engine, compared));
        out().flush();
        return written ? status(proof, engine, comparison) : ExitStatus.FAILED;
    }

    /** Who ended it is said at once, and in the end what was answered until then. */
    private void stopped(String why, Runnable stop) {
        Terminal.printWrapped(out(), "stopped by " + why);
        stop.run();
    }

    /** The system with conjuncts that are found, which are written; what happens in the end needs more than those. */
    private Optional<ParametricSystem> find(ParametricSystem idlePath) {
        try (Solver one = solver.start()) {
            Houdini houdini = new Houdini(idlePath, one, WALKED, left -> progress(left, "candidates left   "));
            int candidates = houdini.left();
            Interruption interruption = new Interruption(why -> stopped(why, houdini::stop));
            Optional<ParametricSystem> system;
            try (interruption) {
                system = houdini.run();
            }
            if (system.isPresent()) {
                Terminal.printWrapped(
                        out(),
                        String.format(
                                Locale.ROOT,
                                "%,d sentences are left of %,d candidates, and no step breaks one; %,d questions",
                                houdini.left(),
                                candidates,
                                houdini.questions()));
                isFoundWritten = Terminal.write(spec, found, () -> String.join("\n", houdini.found()) + "\n");
            }
            return system.map(each -> each.withResponse(Optional.empty()));
        }
    }

    /** The variants of whose bug the ports have a trace. */
    private String asked() {
        return IdleVariant.of(part).stream()
                .filter(each -> each.scenario(part).isPresent())
                .map(IdleVariant::toString)
                .collect(Collectors.joining(", "));
    }

    private static ExitStatus status(Proof proof, Optional<PortAnswer> engine, Optional<PortComparison> comparison) {
        return switch (proof.verdict()) {
            case PROVED ->
                comparison.stream().allMatch(PortComparison::isSame) ? ExitStatus.HOLDS : ExitStatus.INCOMPLETE;
            case NOT_INDUCTIVE, NO_RESPONSE ->
                engine.filter(answer -> answer.result().verdict() == Verdict.VIOLATED)
                                .isPresent()
                        ? ExitStatus.VIOLATED
                        : ExitStatus.INCOMPLETE;
            case INCOMPLETE -> ExitStatus.INCOMPLETE;
        };
    }

    private static boolean isRefuted(Proof proof) {
        return proof.verdict() == Proof.Verdict.NOT_INDUCTIVE || proof.verdict() == Proof.Verdict.NO_RESPONSE;
    }

    private void say(IdleVariant chosen, Proof proof) {
        Ansi ansi = Terminal.ansi();
        String verdict = title(proof);
        String coloured = switch (proof.verdict()) {
            case PROVED -> ansi.good(verdict);
            case NOT_INDUCTIVE, NO_RESPONSE, INCOMPLETE -> ansi.open(verdict);
        };
        Terminal.printWrapped(out(), coloured + "  " + proof.system().name() + " --variant " + variant);
        Terminal.printWrapped(out(), words(chosen));
        ProofText.of(proof).forEach(line -> Terminal.printWrapped(out(), line));
        if (proof.verdict() == Proof.Verdict.PROVED || proof.verdict() == Proof.Verdict.NO_RESPONSE) {
            ProofText.assumptions(proof).forEach(line -> Terminal.printWrapped(out(), "rests on: " + line));
        }
    }

    /** Whether the ports really have the bug. */
    private Optional<PortAnswer> askEngine(Optional<String> scenario) {
        if (scenario.isEmpty()) {
            Terminal.printWrapped(out(), ProofText.NO_PORT);
            return Optional.empty();
        }
        String commandLine = scenario.get();
        out().println();
        Terminal.printWrapped(out(), "The engine, asked about the ports: check " + commandLine);
        ClosedSystem ports = Scenarios.wired(commandLine);
        Explorer explorer = new Explorer(ports.machine(), ports.properties(), Options.defaults());
        Interruption interruption = new Interruption(explorer::stop);
        try (interruption) {
            Result result = traces.shown(explorer, explorer.run());
            out().print(traces.text(ports, result, sources.given()));
            String verdict = switch (result.verdict()) {
                case HOLDS -> Terminal.ansi().good("HOLDS");
                case VIOLATED -> Terminal.ansi().bad("VIOLATED");
                case INCOMPLETE -> Terminal.ansi().open("INCOMPLETE");
            };
            Terminal.printWrapped(out(), verdict + "  " + commandLine);
            Violation.of(result).ifPresent(words -> Terminal.printWrapped(out(), words));
            return Optional.of(new PortAnswer(commandLine, ports, Options.defaults(), result));
        }
    }

    private String page(
            IdleVariant chosen, Proof proof, String title, Optional<PortAnswer> engine, List<String> compared) {
        ProofPage page = new ProofPage(proof, title, words(chosen), traces.isFull(), sources.url());
        if (isRefuted(proof)) {
            page.engine(engine);
        }
        if (proof.verdict() == Proof.Verdict.PROVED) {
            page.refinement(compared.isEmpty() ? List.of(RefineOptions.notRefined(part, chosen)) : compared);
        }
        return page.render(Provenance.of(spec));
    }

    /** The version and the machine, in a line. */
    private String words(IdleVariant chosen) {
        return chosen.title() + (part.words().isEmpty() ? "" : "; " + part.words());
    }

    private static String title(Proof proof) {
        return switch (proof.verdict()) {
            case PROVED -> "PROVED FOR ANY NUMBER OF CPUS";
            case NOT_INDUCTIVE -> "NOT INDUCTIVE";
            case NO_RESPONSE -> "RESPONSE NOT PROVED";
            case INCOMPLETE -> "INCOMPLETE";
        };
    }

    private String json(Proof proof, Optional<PortAnswer> engine, List<String> compared) {
        return Version.envelope(spec)
                .write(ProofRecord.of(
                        proof, variant, engine, Optional.of(compared).filter(lines -> !lines.isEmpty())));
    }

    private void progress(int count, String what) {
        if (Terminal.isTerminal()) {
            spec.commandLine().getErr().print(String.format(Locale.ROOT, "\r%d %s\r", count, what));
            spec.commandLine().getErr().flush();
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
