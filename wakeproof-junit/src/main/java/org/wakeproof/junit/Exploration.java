// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.junit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Result;
import org.wakeproof.report.Ansi;
import org.wakeproof.report.AtomicFile;
import org.wakeproof.report.JsonEnvelope;
import org.wakeproof.report.Report;
import org.wakeproof.report.Summary;
import org.wakeproof.report.TextTrace;

/**
 * What an exploration found.
 *
 * @param scenario its name
 * @param settings its options by name
 * @param system what was explored
 * @param result the verdict, with its trace
 */
public record Exploration(String scenario, Map<String, String> settings, ClosedSystem system, Result result) {
    private static final int WIDTH = 100;

    /** The trace as people read it; empty if nothing is violated. */
    public String trace() {
        return result.trace()
                .map(trace -> new TextTrace(system, WIDTH, new Ansi(false)).render(trace, result.property()))
                .orElse("");
    }

    /**
     * Keeps the counterexample as a JSON report, for {@link WakeproofAssertions#assertThatTraceIn}; one of a machine of
     * one's own is replayed with the {@link Spec} that it came from.
     *
     * @throws UncheckedIOException if the file cannot be written
     */
    public Exploration saveTo(Path file) {
        try {
            AtomicFile.write(file, JsonEnvelope.ofTest().write(Report.of(scenario, settings, system.bounds(), result)));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The verdict, why, how much was explored, within which bounds, and what was never exercised. */
    public String verdict() {
        return headline() + "\n" + String.join("\n", Summary.of(system, result));
    }

    private String headline() {
        StringBuilder text = new StringBuilder(result.verdict() + "  " + scenario);
        settings.forEach(
                (name, value) -> text.append(' ').append(name).append('=').append(value));
        return text.toString();
    }

    @Override
    public String toString() {
        return verdict();
    }
}
