// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Explorer;
import org.wakeproof.explorer.ModelException;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.Trace;
import org.wakeproof.explorer.Trace.TraceStep;
import org.wakeproof.report.Report.Line;

/** The trace of a JSON report, to be carried out on the ports as they are now. */
public final class RecordedTrace {
    private final Path file;
    private final Report report;

    private RecordedTrace(Path file, Report report) {
        this.file = file;
        this.report = report;
    }

    /**
     * Reads a report.
     *
     * @throws IllegalArgumentException if it is none, or holds no trace; the message says so in a line
     */
    public static RecordedTrace read(Path file) {
        try {
            Report report = new ObjectMapper()
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .readValue(Files.readString(file), Report.class);
            if (report == null || report.scenario() == null || report.settings() == null) {
                throw new IllegalArgumentException(file + " is not a report of 'check --json'");
            }
            if (report.trace() == null || report.trace().isEmpty()) {
                throw new IllegalArgumentException(file + " holds no trace: its verdict is " + report.verdict());
            }
            return new RecordedTrace(file, report);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    file + " is not a report of 'check --json': " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read " + file, e);
        }
    }

    /** What was recorded. */
    public Report report() {
        return report;
    }

    /**
     * Wires the recorded system.
     *
     * @param wiring makes a system of a scenario's name and its options; it throws IllegalArgumentException if there is
     *     none such
     * @throws IllegalArgumentException if there is none such any more; the message names the file
     */
    public ClosedSystem system(BiFunction<String, Map<String, String>, ClosedSystem> wiring) {
        try {
            return wiring.apply(report.scenario(), report.settings());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Carries out the recorded steps.
     *
     * @throws IllegalArgumentException if a step cannot be taken, or does something else now; the message says which
     */
    public Trace replay(ClosedSystem system) {
        List<TraceStep> steps;
        try {
            steps = new Explorer(system.machine(), system.properties(), Options.defaults())
                    .replay(report.trace().stream().map(Line::step).toList());
        } catch (ModelException e) {
            throw new IllegalArgumentException("the trace does not happen on these ports: " + e.getMessage(), e);
        }
        for (int i = 0; i < steps.size(); i++) {
            String now = steps.get(i).description();
            if (!now.equals(report.trace().get(i).what())) {
                throw new IllegalArgumentException(
                        "the trace does not happen on these ports: step " + (i + 1) + " is now '" + now
                                + "', recorded is '" + report.trace().get(i).what() + "'");
            }
        }
        return new Trace(
                steps,
                report.lossIndex() == null ? steps.size() : report.lossIndex(),
                report.roundIndex() == null ? steps.size() : report.roundIndex());
    }
}
