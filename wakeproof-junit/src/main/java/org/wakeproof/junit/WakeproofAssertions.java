// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.junit;

import java.nio.file.Path;
import org.wakeproof.history.Scenarios;
import org.wakeproof.report.RecordedTrace;

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
     * Carries a kept counterexample out again.
     *
     * @throws AssertionError if it does not happen any more as it was recorded
     */
    public static void assertThatTraceIn(Path file) {
        RecordedTrace recorded = RecordedTrace.read(file);
        try {
            recorded.replay(recorded.system(Scenarios::wired));
        } catch (IllegalArgumentException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }
}
