// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report.timeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wakeproof.explorer.Walk;
import org.wakeproof.explorer.Walk.Position;
import org.wakeproof.machine.Cell;

/** What each CPU waits for where nothing can happen any more, and who has written that last. */
final class Waiters {
    private final Run run;

    Waiters(Run run) {
        this.run = run;
    }

    List<Fact> facts() {
        Position end = new Walk(run.machine()).start();
        for (int step = 0; step < run.length(); step++) {
            end = end.take(end.moveOf(run.step(step).step()));
        }
        List<Fact> facts = new ArrayList<>();
        for (int cpu = 0; cpu < run.cpus(); cpu++) {
            Optional<String> awaited = end.place(cpu).awaited();
            if (awaited.isPresent()) {
                facts.addAll(of(cpu, awaited.get()));
            }
        }
        return facts;
    }

    /** The last step of who waits, and that of who wrote the word that it waits for. */
    private List<Fact> of(int cpu, String awaited) {
        int last = run.length() - 1;
        while (last >= 0 && !run.isBy(last, cpu)) {
            last--;
        }
        if (last < 0 || last == run.length() - 1) {
            return List.of();
        }
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(last, run.deed(last) + ", and then waits for " + awaited + "."));
        run.machine().cells().stream()
                .filter(cell -> awaited.startsWith(cell.name() + " "))
                .map(Cell::field)
                .map(field -> run.lastChange(run.length() - 1, field))
                .filter(change -> change >= 0)
                .forEach(change -> facts.add(new Fact(change, run.deed(change) + ".")));
        return facts;
    }
}
