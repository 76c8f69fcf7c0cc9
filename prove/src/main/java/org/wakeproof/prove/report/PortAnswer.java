// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.report;

import org.jspecify.annotations.Nullable;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.Result;
import org.wakeproof.explorer.Verdict;

/**
 * What the engine says about the ports where an induction fails.
 *
 * @param scenario which it was asked about, as on the command line of {@code check}
 * @param ports what was explored
 * @param options how
 * @param result what was found
 */
public record PortAnswer(String scenario, ClosedSystem ports, Options options, Result result) {
    /**
     * The answer as data.
     *
     * @param scenario as on the command line of {@code check}
     * @param verdict of the engine
     * @param property the violated property, or null
     * @param explanation what is violated or which limit was hit
     * @param states stored
     * @param steps of the trace; 0 where there is none
     */
    public record Data(
            String scenario, Verdict verdict, @Nullable String property, String explanation, long states, int steps) {}

    Data data() {
        return new Data(
                scenario,
                result.verdict(),
                result.property().orElse(null),
                result.explanation(),
                result.statistics().stored(),
                result.trace().map(trace -> trace.steps().size()).orElse(0));
    }
}
