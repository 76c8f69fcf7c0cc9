// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report.timeline;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wakeproof.machine.Cell;

/** The word of the softirqs that a CPU has to do, which is known here by the name that ports give it. */
final class SoftirqWord {
    private static final Pattern NAME = Pattern.compile("softirq_pending\\[(\\d+)]");

    private SoftirqWord() {}

    static boolean is(Cell cell) {
        return cpu(cell).isPresent();
    }

    /** Whose it is; empty for any other cell. */
    static Optional<Integer> cpu(Cell cell) {
        Matcher name = NAME.matcher(cell.name());
        return name.matches() ? Optional.of(Integer.valueOf(name.group(1))) : Optional.empty();
    }
}
