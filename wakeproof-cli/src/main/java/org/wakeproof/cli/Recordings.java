// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.history.Scenarios;
import org.wakeproof.report.RecordedTrace;

/** Traces that 'check --json' has written, as commands are given them. */
final class Recordings {
    private Recordings() {}

    /**
     * Reads a file, or the standard input where it is called {@code -}.
     *
     * @throws IllegalArgumentException if there is no trace in it; the message says why
     */
    static RecordedTrace read(Path file) {
        if (!file.toString().equals("-")) {
            return RecordedTrace.read(file);
        }
        try {
            return RecordedTrace.read("the standard input", System.in);
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read the standard input: " + e.getMessage(), e);
        }
    }

    /** Wires the system that a trace is of. */
    static ClosedSystem wired(String scenario, Map<String, String> settings) {
        if (scenario.equals("machine")) {
            throw new IllegalArgumentException(
                    "a trace of a machine of one's own: the test that wires it replays it, by"
                            + " assertThatTraceIn(file, spec)");
        }
        return Scenarios.wired(scenario, settings);
    }
}
