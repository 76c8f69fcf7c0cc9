// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.wakeproof.explorer.ClosedSystem.Subject;
import org.wakeproof.explorer.Trace;
import org.wakeproof.explorer.Trace.TraceStep;
import org.wakeproof.report.timeline.Decisive;

/**
 * A line of an interpreted C file at which a decisive step of a trace was taken.
 *
 * @param line in the file
 * @param step its number in the trace, from 1
 * @param place the functions that lead to it, with their lines
 * @param what happened there
 */
public record DecisiveLine(int line, int step, String place, String what) {
    private static final Pattern PLACE = Pattern.compile("\\w+:\\d{1,9}");

    /**
     * The lines of a trace.
     *
     * @param file the name under which the trace knows the interpreted file
     */
    public static List<DecisiveLine> of(Trace trace, Optional<Subject> subject, String file) {
        Decisive decisive = new Decisive(trace, subject);
        Set<DecisiveLine> lines = new LinkedHashSet<>();
        for (int i = 0; i < trace.steps().size(); i++) {
            TraceStep step = trace.steps().get(i);
            boolean isOfFile = (" > " + step.functions() + " > ").contains(" > " + file + " > ");
            if (decisive.is(i) && isOfFile) {
                add(step, i, lines);
            }
        }
        return List.copyOf(lines);
    }

    private static void add(TraceStep step, int number, Set<DecisiveLine> lines) {
        List<String> places = Arrays.stream(step.functions().split(" > "))
                .filter(function -> PLACE.matcher(function).matches())
                .toList();
        if (!places.isEmpty()) {
            String last = places.get(places.size() - 1);
            int line = Integer.parseInt(last.substring(last.indexOf(':') + 1));
            lines.removeIf(each -> each.line() == line && each.what().equals(step.description()));
            lines.add(new DecisiveLine(line, number + 1, String.join(" > ", places), step.description()));
        }
    }
}
