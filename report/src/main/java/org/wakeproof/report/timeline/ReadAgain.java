// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report.timeline;

import java.util.List;
import org.wakeproof.machine.Cell;
import org.wakeproof.machine.Field;

/** Words of an array that a reader takes up a second time, though nobody has written them anew. */
final class ReadAgain {
    private final Run run;

    ReadAgain(Run run) {
        this.run = run;
    }

    /**
     * The last such read before a step.
     *
     * @param word one of the array
     */
    List<Fact> before(int end, Field word) {
        for (int again = end - 1; again >= 0; again--) {
            Field read = run.isByCpu(again) ? run.loaded(again) : null;
            if (read != null && isOfOneArray(read, word) && run.value(again, read) != read.initial()) {
                int first = run.lastLook(again - 1, run.lane(again), read);
                if (first >= 0
                        && run.lastChange(again, read) < first
                        && run.value(first, read) == run.value(again, read)) {
                    return List.of(new Fact(
                            again, run.deed(again) + ", as at step " + (first + 1) + ": nobody has written it since."));
                }
            }
        }
        return List.of();
    }

    private boolean isOfOneArray(Field one, Field other) {
        return one != other && !array(one).isEmpty() && array(one).equals(array(other));
    }

    /** The name of the array; empty for a word by itself. */
    private String array(Field field) {
        return run.machine().cells().stream()
                .filter(cell -> cell.field() == field)
                .map(Cell::name)
                .filter(name -> name.matches(".*\\[\\d+]"))
                .map(name -> name.replaceFirst("\\[\\d+]$", ""))
                .findFirst()
                .orElse("");
    }
}
