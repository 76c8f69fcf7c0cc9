// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report.timeline;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.wakeproof.machine.AtomicOperation.CompareExchange;
import org.wakeproof.machine.Field;
import org.wakeproof.machine.Operation;
import org.wakeproof.machine.Operation.Store;

/** What somebody has written, and somebody else writes over: a CPU that has not seen it, or that should have left it to be read. */
final class LostUpdates {
    /** How many steps a look and the store that hangs on it are apart at most. */
    private static final int MEANWHILE = 1000;

    private final Run run;

    LostUpdates(Run run) {
        this.run = run;
    }

    /**
     * Stores over what somebody else has written since the word was read, and exchanges that succeed because it holds again
     * what was read.
     */
    List<Fact> facts() {
        List<Fact> facts = new ArrayList<>();
        for (int step = 0; step < run.length(); step++) {
            Operation operation = run.step(step).operation();
            if (operation instanceof Store store && !store.cell().isDevice()) {
                facts.addAll(changedMeanwhile(step, store.cell().field(), "over what %1$s wrote after step %2$d"));
            } else if (operation instanceof CompareExchange exchange
                    && run.changes(step, exchange.cell().field())) {
                facts.addAll(changedMeanwhile(
                        step,
                        exchange.cell().field(),
                        "which holds again what it held at step %2$d, though %1$s changed it"));
            }
        }
        return facts;
    }

    private List<Fact> changedMeanwhile(int store, Field word, String meaning) {
        int cpu = run.step(store).cpu();
        int look = store - 1;
        while (look >= Math.max(0, store - MEANWHILE) && !(run.isBy(look, cpu) && run.loaded(look) == word)) {
            look--;
        }
        if (look < Math.max(0, store - MEANWHILE)) {
            return List.of();
        }
        List<Fact> facts = new ArrayList<>(List.of(new Fact(look, run.deed(look) + ".")));
        Set<String> actors = new LinkedHashSet<>();
        for (int step = look + 1; step < store; step++) {
            if (run.changes(step, word) && run.lane(step) != cpu) {
                facts.add(new Fact(step, run.deed(step) + "."));
                actors.add(run.actor(step));
            }
        }
        String others = String.join(" and ", actors);
        facts.add(new Fact(store, run.deed(store) + ", " + String.format(meaning, others, look + 1) + "."));
        return actors.isEmpty() ? List.of() : facts;
    }

    /** The last store over a value that another CPU was to read, and has not. */
    List<Fact> overwritten(int entry) {
        for (int store = run.length() - 1; store > entry; store--) {
            if (run.isByCpu(store)
                    && run.step(store).operation() instanceof Store over
                    && run.isOrdinary(over.cell().field())) {
                Field word = over.cell().field();
                int before = run.lastChange(store - 1, word);
                if (before >= 0
                        && run.changes(store, word)
                        && run.value(before, word) != word.initial()
                        && isReadByOthers(0, run.length(), run.step(store).cpu(), word)
                        && !isReadByOthers(before, store, run.step(store).cpu(), word)) {
                    List<Fact> facts = new ArrayList<>(new ReadAgain(run).before(store, word));
                    facts.add(new Fact(before, run.deed(before) + "."));
                    facts.add(new Fact(
                            store,
                            run.deed(store) + ", over " + run.shown(before, word) + " of step " + (before + 1)
                                    + ", which nobody else has read."));
                    return facts;
                }
            }
        }
        return List.of();
    }

    private boolean isReadByOthers(int from, int before, int cpu, Field word) {
        for (int step = from; step < before; step++) {
            if (run.isByCpu(step) && run.step(step).cpu() != cpu && run.looksAt(step, word)) {
                return true;
            }
        }
        return false;
    }
}
