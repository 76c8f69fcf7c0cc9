// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report.timeline;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.wakeproof.machine.Field;
import org.wakeproof.machine.State;

/**
 * Where the CPU that leads into what is wrong has looked at a word that decides, and somebody has changed the word
 * since. Which words decide is what the property reads.
 */
final class StaleLooks {
    private final Run run;

    StaleLooks(Run run) {
        this.run = run;
    }

    /**
     * What was seen and then changed.
     *
     * @param entry the step, from 0, that leads into what is wrong
     * @param wrong what is wrong
     */
    List<Fact> before(int entry, Predicate<State> wrong) {
        List<Fact> facts = new ArrayList<>();
        if (run.lane(entry) < run.cpus()) {
            for (Field field : Reads.of(run.after(entry), wrong)) {
                facts.addAll(look(entry, field));
            }
        }
        return facts;
    }

    private List<Fact> look(int entry, Field field) {
        int cpu = run.lane(entry);
        int looked = run.lastLook(entry - 1, cpu, field);
        int changed = looked < 0 ? -1 : run.changedByOthers(looked + 1, entry, cpu, field);
        return changed < 0
                ? List.of()
                : List.of(
                        new Fact(
                                looked,
                                run.deed(looked) + ", its last look at " + field + " before step " + (entry + 1) + "."),
                        new Fact(changed, run.toldChange(changed, field)));
    }
}
