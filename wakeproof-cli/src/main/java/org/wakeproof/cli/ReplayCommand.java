// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.wakeproof.explorer.Explorer;
import org.wakeproof.explorer.ModelException;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.Trace;
import org.wakeproof.explorer.Trace.TraceStep;
import org.wakeproof.report.Report;
import org.wakeproof.report.Report.Line;
import org.wakeproof.report.TextTrace;
import org.wakeproof.scenario.ClosedSystem;
import org.wakeproof.scenario.GivenOptions;
import org.wakeproof.scenario.Scenario;
import org.wakeproof.scenario.Scenarios;
import org.wakeproof.scenario.SettingsParser;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Carries out a recorded trace on the ports as they are now. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = "Replays the trace of a JSON report step by step, and says whether it still happens.")
final class ReplayCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "Written by 'check --json FILE'.")
    private Path file;

    @Override
    public Integer call() {
        Report report = read();
        if (report.trace() == null || report.trace().isEmpty()) {
            throw wrong(file + " holds no trace: its verdict is " + report.verdict());
        }
        ClosedSystem system = wire(report);
        PrintWriter out = spec.commandLine().getOut();
        List<TraceStep> steps;
        try {
            steps = new Explorer(system.machine(), system.properties(), Options.defaults())
                    .replay(report.trace().stream().map(Line::step).toList());
        } catch (ModelException e) {
            throw wrong("the trace does not happen on these ports: " + e.getMessage());
        }
        for (int i = 0; i < steps.size(); i++) {
            if (!steps.get(i).description().equals(report.trace().get(i).what())) {
                throw wrong("the trace does not happen on these ports: step " + (i + 1) + " is now '"
                        + steps.get(i).description() + "', recorded is '"
                        + report.trace().get(i).what() + "'");
            }
        }
        out.print(new TextTrace(system, Terminal.width(), Terminal.ansi())
                .render(
                        new Trace(
                                steps,
                                report.lossIndex() == null ? steps.size() : report.lossIndex(),
                                report.roundIndex() == null ? steps.size() : report.roundIndex()),
                        Optional.ofNullable(report.property())));
        out.println(
                "replayed " + steps.size() + " steps, as recorded: " + report.property() + ": " + report.explanation());
        return Wakeproof.VIOLATED;
    }

    private Report read() {
        try {
            Report report = new ObjectMapper()
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .readValue(Files.readString(file), Report.class);
            if (report == null || report.scenario() == null || report.settings() == null) {
                throw wrong(file + " is not a report of 'check --json'");
            }
            return report;
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw wrong(file + " is not a report of 'check --json': " + e.getOriginalMessage());
        } catch (IOException e) {
            throw wrong("cannot read " + file);
        }
    }

    private ClosedSystem wire(Report report) {
        try {
            Scenario scenario = Scenarios.named(report.scenario());
            return scenario.build(SettingsParser.parse(GivenOptions.complete(scenario, report.settings())));
        } catch (IllegalArgumentException e) {
            throw wrong(file + ": " + e.getMessage());
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
