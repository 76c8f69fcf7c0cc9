// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.wakeproof.prove.symmetry.Symmetry;

/** Whether the ports treat CPUs alike, in words. */
public final class SymmetryText {
    private static final int MOST = 5;

    private SymmetryText() {}

    /**
     * The lines that say so.
     *
     * @param commandLine of the ports, as typed behind {@code check}, without the number of CPUs
     */
    public static List<String> of(String commandLine, Symmetry symmetry) {
        List<String> lines = new ArrayList<>();
        Set<String> differences = symmetry.differences();
        lines.add(String.format(
                Locale.ROOT,
                "%s: %s with 3 and 4 CPUs, numbers of CPUs renamed: %,d places and %,d transitions of each that idles, as far as "
                        + "%d random walks met them",
                commandLine,
                differences.isEmpty() ? "all CPUs do the same" : "CPUs do not do the same",
                symmetry.idling().places().size(),
                symmetry.idling().edges().size(),
                Symmetry.WALKS));
        list("some do, and others not: ", differences, lines);
        list("with 3 CPUs and not with 2: ", symmetry.onlyWithOthers(), lines);
        list("with 2 CPUs and not with 3: ", symmetry.onlyAlone(), lines);
        return lines;
    }

    private static void list(String what, Set<String> all, List<String> lines) {
        all.stream().limit(MOST).forEach(each -> lines.add("- " + what + each));
        if (all.size() > MOST) {
            lines.add("- " + what + (all.size() - MOST) + " more");
        }
    }
}
