// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Trace;
import org.wakeproof.report.JsonEnvelope;
import org.wakeproof.report.RecordedTrace;
import org.wakeproof.report.RecordedTrace.Fate;
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
            return Usage.checked(spec, () -> replay(Recordings.read(file)));
        }
    }

    /** Which version has recorded it, if that is known to be another. */
    private static String otherVersion(JsonEnvelope file) {
        return Version.text(file)
                .filter(other -> !other.equals(Version.text()))
                .map(other -> "; recorded by " + other + ", and this is " + Version.text())
                .orElse("");
    }

    private ExitStatus replay(RecordedTrace recorded) {
        ClosedSystem system = recorded.system(Recordings::wired);
        Replayed replayed = recorded.replay(system);
        PrintWriter out = spec.commandLine().getOut();
        String property = recorded.report().property();
        if (replayed.trace().isEmpty()) {
            return notShown(spec, replayed, otherVersion(recorded.envelope()));
        }
        Trace trace = replayed.trace().get();
        out.print(traces.text(system, trace, Optional.of(property), sources.given()));
        Terminal.printWrapped(
                out,
                "replayed " + trace.steps().size() + " steps, as recorded: " + Violation.of(property, replayed.words())
                        + otherVersion(recorded.envelope()));
        return ExitStatus.VIOLATED;
    }

    /** Says why there is no trace to show: it does not happen any more, or that was not decided. */
    static ExitStatus notShown(CommandSpec spec, Replayed replayed, String otherVersion) {
        ExitStatus status = replayed.fate() == Fate.GONE ? ExitStatus.GONE : ExitStatus.INCOMPLETE;
        Terminal.printWrapped(spec.commandLine().getOut(), status + "  " + replayed.words() + otherVersion);
        return status;
    }
}
