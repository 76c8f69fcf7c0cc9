// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report.timeline;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.wakeproof.machine.AtomicOperation.CompareExchange;
import org.wakeproof.machine.Field;
import org.wakeproof.machine.Operation;
import org.wakeproof.machine.Operation.Store;

/** What CPUs saw, from whom it came, and who changed it behind their backs. */
final class Looks {
    /** How many steps a look and the store that hangs on it are apart at most. */
    private static final int MEANWHILE = 1000;

    private final Run run;

    Looks(Run run) {
        this.run = run;
    }

    /** The last look of who breaks a rule, and what has changed behind it. */
    List<Fact> before(int breach) {
        List<Fact> facts = new ArrayList<>(origin(breach));
        facts.addAll(stale(breach, run.lane(breach)));
        return facts;
    }

    /** What a CPU saw last before a step, who has written that, and what it had seen there before. */
    List<Fact> origin(int step) {
        int cpu = run.lane(step);
        int look = step;
        while (look >= 0 && !(run.isBy(look, cpu) && run.loaded(look) != null && run.isOrdinary(run.loaded(look)))) {
            look--;
        }
        if (look < 0) {
            return List.of();
        }
        Field word = run.loaded(look);
        int change = run.lastChange(look, word);
        int earlier = earlierOtherLook(look, cpu, word);
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(look, run.deed(look) + (change < 0 ? ", as it was from the start" : "") + "."));
        if (change >= 0) {
            facts.add(new Fact(change, run.toldChange(change, word)));
        }
        if (earlier >= 0) {
            facts.add(new Fact(earlier, run.deed(earlier) + "."));
        }
        return facts;
    }

    /** The last look at the same word that saw something else, if somebody else has changed it since; -1 if there is none. */
    private int earlierOtherLook(int look, int cpu, Field word) {
        int earlier = look - 1;
        while (earlier >= 0
                && !(run.isBy(earlier, cpu)
                        && run.loaded(earlier) == word
                        && run.value(earlier, word) != run.value(look, word))) {
            earlier--;
        }
        return earlier >= 0 && run.changedByOthers(earlier + 1, look, cpu, word) >= 0 ? earlier : -1;
    }

    /** The latest change of a word behind the last look of a CPU at it, in the call in which the rule is broken. */
    private List<Fact> stale(int breach, int cpu) {
        Set<Field> seen = new LinkedHashSet<>();
        for (int step = breach - 1; step >= 0 && inSameCall(step, breach, cpu); step--) {
            Field word = run.isBy(step, cpu) ? run.loaded(step) : null;
            if (word == null || !run.isOrdinary(word) || !seen.add(word)) {
                continue;
            }
            int change = run.changedByOthers(step + 1, breach, cpu, word);
            if (change >= 0) {
                return List.of(
                        new Fact(step, run.deed(step) + ", and does not look again."),
                        new Fact(change, run.deed(change) + "."));
            }
        }
        return List.of();
    }

    /** Whether a step of the CPU belongs to the outermost function but one that the breach is in; those of others do. */
    private boolean inSameCall(int step, int breach, int cpu) {
        return !run.isBy(step, cpu)
                || Functions.outer(run.step(step).functions(), 2)
                        .startsWith(Functions.outer(run.step(breach).functions(), 1));
    }

    /**
     * Stores over what somebody else has written since the word was read, and exchanges that succeed because it holds again
     * what was read.
     */
    List<Fact> lostUpdates() {
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

    /** Who reads a word twice in one call, around the entry, and finds it changed in between: by whom it is that goes wrong. */
    List<Fact> rereads(int entry) {
        int cpu = run.lane(entry);
        for (int look = run.length() - 1; look > entry; look--) {
            Field word = run.isByCpu(look) ? run.loaded(look) : null;
            int earlier = word == null || !run.isOrdinary(word) ? -1 : earlierInCall(look, word);
            int change = earlier < 0 || earlier > entry
                    ? -1
                    : run.changedByOthers(earlier + 1, look, run.step(look).cpu(), word);
            if (change >= 0 && (run.isBy(look, cpu) || run.lane(change) == cpu)) {
                return List.of(
                        new Fact(earlier, run.deed(earlier) + "."),
                        new Fact(change, run.deed(change) + "."),
                        new Fact(look, run.deed(look) + ", other than at step " + (earlier + 1) + "."));
            }
        }
        return List.of();
    }

    /** The last look of the same call that saw something else; -1 if there is none. */
    private int earlierInCall(int look, Field word) {
        int cpu = run.step(look).cpu();
        String function = run.step(look).functions();
        for (int step = look - 1; step >= 0; step--) {
            if (run.isBy(step, cpu) && !run.step(step).functions().startsWith(function)) {
                return -1;
            }
            if (run.isBy(step, cpu) && run.loaded(step) == word && run.value(step, word) != run.value(look, word)) {
                return step;
            }
        }
        return -1;
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
                    return List.of(
                            new Fact(before, run.deed(before) + "."),
                            new Fact(
                                    store,
                                    run.deed(store) + ", over " + run.shown(before, word) + " of step " + (before + 1)
                                            + ", which nobody else has read."));
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

    /**
     * The last look of who sleeps at the end at words that decide, where they have changed since, and at what another CPU has
     * written, where there was something to do already.
     */
    List<Fact> ofSleepers(int entry, Collection<Field> deciding) {
        List<Fact> facts = new ArrayList<>();
        for (int cpu = 0; cpu < run.cpus(); cpu++) {
            int fell = run.timeline().asleepSince(cpu);
            if (fell >= 0) {
                facts.addAll(missed(fell, cpu, deciding));
                facts.addAll(seen(entry, fell, cpu));
            }
        }
        return facts;
    }

    private List<Fact> missed(int fell, int cpu, Collection<Field> deciding) {
        List<Fact> facts = new ArrayList<>();
        for (Field field : deciding) {
            int look = run.lastLook(fell - 1, cpu, field);
            if (look >= 0 && run.isOrdinary(field) && run.changedByOthers(look + 1, run.length(), cpu, field) >= 0) {
                facts.add(new Fact(look, run.deed(look) + ", its last look at " + field + " before it sleeps."));
            }
        }
        return facts;
    }

    /** What it saw last of others before it went to sleep, though there was something for it to do. */
    private List<Fact> seen(int entry, int fell, int cpu) {
        for (int look = fell - 1; look > entry; look--) {
            Field word = run.isBy(look, cpu) ? run.loaded(look) : null;
            int change = word == null || !run.isOrdinary(word) ? -1 : run.lastChange(look, word);
            if (change >= 0 && run.isByCpu(change) && run.lane(change) != cpu) {
                return List.of(new Fact(change, run.deed(change) + "."), new Fact(look, run.deed(look) + "."));
            }
        }
        return List.of();
    }
}
