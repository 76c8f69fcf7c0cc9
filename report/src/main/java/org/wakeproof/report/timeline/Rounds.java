// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report.timeline;

import java.util.ArrayList;
import java.util.List;
import org.wakeproof.machine.Cell;
import org.wakeproof.machine.LockOperation.TryAcquire;
import org.wakeproof.machine.SpinLock;
import org.wakeproof.machine.Word;

/** Why a round goes on: locks that are tried and found taken. */
final class Rounds {
    private final Run run;

    Rounds(Run run) {
        this.run = run;
    }

    /** Locks that are tried in vain; if there are none, what is done and undone. */
    List<Fact> facts() {
        int round = run.timeline().roundIndex();
        List<Fact> tried = triedInVain(round);
        return tried.isEmpty() ? undone(round) : tried;
    }

    /** Who tries a lock in the round, and who holds it then; of each CPU the first. */
    private List<Fact> triedInVain(int round) {
        List<Fact> facts = new ArrayList<>();
        for (int step = round; step < run.length(); step++) {
            int cpu = run.lane(step);
            if (run.isByCpu(step)
                    && run.step(step).operation() instanceof TryAcquire tried
                    && run.value(step, tried.lock().field()) != cpu + 1
                    && facts.stream().noneMatch(fact -> run.lane(fact.step()) == cpu)) {
                facts.add(new Fact(step, run.deed(step) + ": CPU" + holder(step, tried.lock()) + " holds it."));
            }
        }
        return facts;
    }

    /** What one CPU changes in the round, and changes back. */
    private List<Fact> undone(int round) {
        for (Cell cell : run.machine().cells()) {
            List<Fact> changes = new ArrayList<>();
            for (int step = round; step < run.length(); step++) {
                if (run.isByCpu(step) && !run.step(step).isPrivate() && run.changes(step, cell.field())) {
                    changes.add(new Fact(step, run.deed(step) + "."));
                }
            }
            if (cell instanceof Word && run.isOrdinary(cell.field()) && changes.size() > 1) {
                return changes.subList(0, 2);
            }
        }
        return List.of();
    }

    private int holder(int step, SpinLock lock) {
        return run.value(step, lock.field()) - 1;
    }
}
