// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.wakeproof.prove.refinement.Refinement.Result;

/** In words, how steps of ports compare with those of a system, and what that does not say. */
public final class RefinementText {
    private RefinementText() {}

    /** The lines about one scenario. */
    public static List<String> of(String commandLine, Result result) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%s  check %s: %,d states and %,d steps of the ports, nothing reduced; %,d steps change nothing here; "
                        + "%,d states of the system",
                verdict(result),
                commandLine,
                result.states(),
                result.steps(),
                result.stuttering(),
                result.abstractStates()));
        result.differences().forEach(difference -> lines.add("differs: " + difference));
        if (!result.isWhole()) {
            lines.add("stopped before every state was looked at");
        }
        lines.add(
                "queues of timers are not compared, nor the times for which comparator and LAPIC timers are set, times that "
                        + "are long over are taken for one, and this is of that scenario and its number of CPUs alone");
        lines.add(
                "never taken by the ports there, beside steps of timers' queues: " + String.join("; ", result.never()));
        return lines;
    }

    private static String verdict(Result result) {
        if (result.isRefined()) {
            return "REFINED BY THE PORTS";
        }
        return result.differences().isEmpty() ? "NO DIFFERENCE SO FAR" : "NOT REFINED";
    }
}
