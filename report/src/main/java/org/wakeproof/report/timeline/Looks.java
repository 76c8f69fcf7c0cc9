// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report.timeline;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.wakeproof.machine.AtomicOperation.AtomicUpdate;
import org.wakeproof.machine.AtomicOperation.AtomicUpdate.Kind;
import org.wakeproof.machine.Field;

/** What CPUs saw, from whom it came, and who changed it behind their backs. */
final class Looks {
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
        if (change < 0) {
            facts.addAll(lookBefore(look));
        }
        return facts;
    }

    /** What a CPU saw last in another function that the same one has called: why a word may have been left as it was. */
    private List<Fact> lookBefore(int look) {
        String caller = Functions.caller(run.step(look).functions());
        String function = run.step(look).functions();
        for (int step = look - 1; step >= 0 && !caller.isEmpty(); step--) {
            if (run.isBy(step, run.lane(look))
                    && run.step(step).functions().startsWith(caller)
                    && !run.step(step).functions().startsWith(function)
                    && Reads.of(run.step(step).operation()).stream().anyMatch(run::isOrdinary)) {
                return List.of(new Fact(step, run.deed(step) + "."));
            }
        }
        return List.of();
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

    /**
     * Where a CPU has taken over what another asked for, before it does it in the same function: the bit that it has found set and
     * cleared, and who set that.
     */
    List<Fact> claim(int deed) {
        String function = run.step(deed).functions();
        for (int step = deed - 1; step >= 0 && run.isByCpu(deed); step--) {
            if (run.isBy(step, run.step(deed).cpu())
                    && run.step(step).functions().equals(function)
                    && run.step(step).operation() instanceof AtomicUpdate taken
                    && taken.kind() == Kind.TEST_AND_CLEAR_BIT
                    && run.changes(step, taken.cell().field())) {
                int asked = run.lastChange(step - 1, taken.cell().field());
                return asked < 0 || run.lane(asked) == run.lane(deed)
                        ? List.of()
                        : List.of(new Fact(asked, run.deed(asked) + "."), new Fact(step, run.deed(step) + "."));
            }
        }
        return List.of();
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
            if (look >= 0
                    && run.isOrdinary(field)
                    && (run.changedByOthers(look + 1, run.length(), cpu, field) >= 0
                            || isChangedInside(look, fell, field))) {
                facts.add(new Fact(look, run.deed(look) + ", its last look at " + field + " before it sleeps."));
            }
        }
        return facts;
    }

    /** Whether who looks changes the word in something that is called from there, before it sleeps. */
    private boolean isChangedInside(int look, int fell, Field field) {
        int cpu = run.lane(look);
        String looker = run.step(look).functions() + " > ";
        return IntStream.range(look + 1, fell)
                .anyMatch(step -> run.isBy(step, cpu)
                        && run.changes(step, field)
                        && run.step(step).functions().startsWith(looker));
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
