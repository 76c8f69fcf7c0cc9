// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.history.Scenarios;
import org.wakeproof.report.JsonEnvelope;
import org.wakeproof.report.RecordedTrace;
import org.wakeproof.report.RecordedTrace.Replayed;
import org.wakeproof.report.Violation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Carries out a recorded trace on the ports as they are now. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Carries out the trace of a JSON report step by step on the ports as they are now, and says whether it still"
                    + " happens and still violates what it violated.",
            "Exit status 1 (VIOLATED) if it does, 6 (GONE) if it does not any more."
        })
final class ReplayCommand implements Callable<ExitStatus> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "FILE",
            converter = InputFile.class,
            description = "Written by 'check --json FILE'; - for the standard input.")
    private Path file;

    @Mixin
    private TraceOptions traces;

    @Mixin
    private SourceOptions sources;

    @Override
    public ExitStatus call() {
        Interruption interruption =
                Interruption.atOnce(spec.commandLine().getOut(), "the trace was not carried out to its end");
        try (interruption) {
            return Usage.checked(spec, () -> replay(recorded()));
        }
    }

    private RecordedTrace recorded() {
        if (!file.toString().equals("-")) {
            return RecordedTrace.read(file);
        }
        try {
            return RecordedTrace.read("the standard input", System.in);
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read the standard input: " + e.getMessage(), e);
        }
    }

    /** Which version has recorded it, if that is known to be another. */
    private static String otherVersion(JsonEnvelope file) {
        return Version.text(file)
                .filter(other -> !other.equals(Version.text()))
                .map(other -> "; recorded by " + other + ", and this is " + Version.text())
                .orElse("");
    }

    private static ClosedSystem wired(String scenario, Map<String, String> settings) {
        if (scenario.equals("machine")) {
            throw new IllegalArgumentException(
                    "a trace of a machine of one's own: the test that wires it replays it, by"
                            + " assertThatTraceIn(file, spec)");
        }
        return Scenarios.wired(scenario, settings);
    }

    private ExitStatus replay(RecordedTrace recorded) {
        ClosedSystem system = recorded.system(ReplayCommand::wired);
        Replayed replayed = recorded.replay(system);
        PrintWriter out = spec.commandLine().getOut();
        String property = recorded.report().property();
        return switch (replayed.fate()) {
            case HAPPENS -> {
                out.print(traces.text(system, replayed.trace().orElseThrow(), Optional.of(property), sources.given()));
                Terminal.printWrapped(
                        out,
                        "replayed " + replayed.trace().orElseThrow().steps().size() + " steps, as recorded: "
                                + Violation.of(property, replayed.words()) + otherVersion(recorded.envelope()));
                yield ExitStatus.VIOLATED;
            }
            case GONE -> {
                Terminal.printWrapped(out, "GONE  " + replayed.words() + otherVersion(recorded.envelope()));
                yield ExitStatus.GONE;
            }
            case UNDECIDED -> {
                Terminal.printWrapped(out, "INCOMPLETE  " + replayed.words() + otherVersion(recorded.envelope()));
                yield ExitStatus.INCOMPLETE;
            }
        };
    }
}
