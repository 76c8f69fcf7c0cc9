// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Trace;
import org.wakeproof.history.Scenarios;
import org.wakeproof.report.RecordedTrace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Carries out a recorded trace on the ports as they are now. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = "Replays the trace of a JSON report step by step, and says whether it still happens.")
final class ReplayCommand implements Callable<ExitStatus> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "Written by 'check --json FILE'.")
    private Path file;

    @Mixin
    private TraceOptions traces;

    @Override
    public ExitStatus call() {
        try {
            return replay(RecordedTrace.read(file));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }

    private ExitStatus replay(RecordedTrace recorded) {
        ClosedSystem system = recorded.system(Scenarios::wired);
        Trace trace = recorded.replay(system);
        PrintWriter out = spec.commandLine().getOut();
        out.print(
                traces.text(system, trace, Optional.ofNullable(recorded.report().property())));
        out.println("replayed " + trace.steps().size() + " steps, as recorded: "
                + recorded.report().property() + ": " + recorded.report().explanation());
        return ExitStatus.VIOLATED;
    }
}
