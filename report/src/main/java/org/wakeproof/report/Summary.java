// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report;

import java.util.ArrayList;
import java.util.List;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Result;
import org.wakeproof.explorer.Verdict;

/** What belongs to a verdict besides its word and its trace: why, how much was explored, within which bounds, and what not. */
public final class Summary {
    private Summary() {}

    /** One paragraph each, for a terminal, a test's message or a log. */
    public static List<String> of(ClosedSystem system, Result result) {
        List<String> lines = new ArrayList<>();
        if (result.property().isPresent()) {
            lines.add(Violation.orLimit(result));
        } else if (!result.explanation().isEmpty()) {
            lines.add(result.explanation() + "; " + result.soFar());
        }
        lines.add(Report.figures(result.statistics()));
        if (result.verdict() != Verdict.VIOLATED) {
            system.bounds().forEach(bound -> lines.add("bound: " + bound));
        }
        result.nearest()
                .ifPresent(nearest -> NearestPlaces.of(nearest).forEach(place -> lines.add("nearest: " + place)));
        if (isNothingShown(result)) {
            add(lines, "never reached: ", ", ", result.vacuity().neverReached());
            add(lines, "always the same way: ", "; ", result.vacuity().oneWayOnly());
        }
        return lines;
    }

    /** Whether there is no run to look at, so that it says something what no run did; all states were looked at. */
    public static boolean isNothingShown(Result result) {
        return result.verdict() != Verdict.INCOMPLETE && result.isOfAllStates();
    }

    private static void add(List<String> lines, String title, String separator, List<String> items) {
        if (!items.isEmpty()) {
            lines.add(title + String.join(separator, items));
        }
    }
}
