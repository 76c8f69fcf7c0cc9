// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.junit;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.BiFunction;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.history.Scenarios;
import org.wakeproof.report.RecordedTrace;
import org.wakeproof.report.RecordedTrace.Fate;
import org.wakeproof.report.RecordedTrace.Replayed;

/** Where specs begin. */
public final class WakeproofAssertions {
    private WakeproofAssertions() {}

    /** Explores a spec, with its own limits. */
    public static Exploration explore(Spec spec) {
        return spec.explore();
    }

    /** Asserts what an exploration found. */
    public static ExplorationAssert assertThat(Exploration exploration) {
        return new ExplorationAssert(exploration);
    }

    /**
     * Asserts that a kept counterexample of a scenario still happens, and still violates what it violated.
     *
     * @param file written by {@link Exploration#saveTo} or by {@code wakeproof check --json}
     * @throws AssertionError if it does not happen any more, or violates nothing
     * @throws IllegalArgumentException if the file holds no whole trace, or one of a machine of one's own
     */
    public static void assertThatTraceIn(Path file) {
        assertThatTraceIn(RecordedTrace.read(file), Scenarios::wired);
    }

    /**
     * Asserts the same of a spec, which may be a machine of one's own.
     *
     * @param file written by {@link Exploration#saveTo}
     * @param spec what was explored then, as it is now
     * @throws AssertionError if it does not happen any more, or violates nothing
     * @throws IllegalArgumentException if the file holds no whole trace, or one of something else than the spec
     */
    public static void assertThatTraceIn(Path file, Spec spec) {
        assertThatTraceIn(RecordedTrace.read(file), spec::systemOf);
    }

    private static void assertThatTraceIn(
            RecordedTrace recorded, BiFunction<String, Map<String, String>, ClosedSystem> wiring) {
        Replayed replayed = recorded.replay(recorded.system(wiring));
        if (replayed.fate() != Fate.HAPPENS) {
            throw new AssertionError(replayed.words());
        }
    }
}
