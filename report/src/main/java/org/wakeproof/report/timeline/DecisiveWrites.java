// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report.timeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.wakeproof.machine.Field;
import org.wakeproof.machine.SpinLock;
import org.wakeproof.machine.State;

/** The writes but for which a state would not be wrong: undone, one at a time, they leave one that is right. */
final class DecisiveWrites {
    private final Run run;
    private final Predicate<State> wrong;
    private final Set<Field> locks;

    DecisiveWrites(Run run, Predicate<State> wrong) {
        this.run = run;
        this.wrong = wrong;
        this.locks = run.machine().locks().stream().map(SpinLock::field).collect(Collectors.toSet());
    }

    /**
     * Those that the state behind a step hangs on, the step itself left out.
     *
     * @param from the first step that is told of
     */
    List<Fact> at(int step, int from) {
        List<Fact> facts = new ArrayList<>();
        for (Field field : Reads.of(run.after(step), wrong)) {
            int last = run.lastChange(step, field);
            if (last >= from && last != step && !locks.contains(field) && decides(step, field, last)) {
                facts.add(new Fact(last, run.toldChange(last, field)));
            }
        }
        return facts;
    }

    private boolean decides(int step, Field field, int last) {
        return new Overlay(run.after(step))
                .with(field, run.value(last - 1, field))
                .refutes(wrong);
    }
}
