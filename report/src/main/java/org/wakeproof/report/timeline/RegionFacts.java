// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report.timeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.wakeproof.explorer.Property;
import org.wakeproof.machine.Field;

/** How a region is entered that need not be left: by whom, whose write it hangs on, who was told, and who looked in vain. */
final class RegionFacts {
    private final Run run;
    private final Property.Leaves leaves;
    private final Looks looks;
    private final LostUpdates updates;
    private final Told told;

    RegionFacts(Run run, Property.Leaves leaves) {
        this.run = run;
        this.leaves = leaves;
        this.looks = new Looks(run);
        this.updates = new LostUpdates(run);
        this.told = new Told(run);
    }

    /** All that is to be told, of facts about one step the more important one first. */
    List<Fact> facts() {
        Optional<Fact> entry = run.entry(leaves.region(), leaves.explanation());
        return entry.isPresent() ? facts(entry.get()) : sleepers();
    }

    private List<Fact> facts(Fact entry) {
        int step = entry.step();
        Set<Field> deciding = Reads.of(run.after(step), leaves.region());
        DecisiveWrites writes = new DecisiveWrites(run, leaves.region());
        Timers timers = new Timers(run, deciding);
        List<Fact> writers = writes.at(step, 0);
        List<Fact> causes = causes(step, timers);
        boolean isUntold = causes.isEmpty()
                && told.isNobody(step)
                && writers.stream().allMatch(writer -> run.lane(writer.step()) == run.lane(step));
        List<Fact> facts = new ArrayList<>();
        facts.add(isUntold ? entry.and(new Fact(step, run.actor(step) + " tells nobody.")) : entry);
        facts.addAll(causes);
        facts.addAll(timers.neverSet());
        facts.addAll(writers);
        facts.addAll(writes.at(run.length() - 1, step + 1));
        facts.addAll(timers.seenOver());
        if (causes.isEmpty()) {
            facts.addAll(looks.ofSleepers(step, deciding));
            facts.addAll(told.from(step));
            facts.addAll(told.inPlaceOfASleeper(step));
            facts.addAll(new LeftBehind(run).facts());
            facts.addAll(timers.givenUp(step));
            if (facts.size() == 1 && !isUntold) {
                facts.addAll(updates.overwritten(step));
            }
            if (sleepers().isEmpty()) {
                facts.addAll(new Rounds(run).facts());
            }
        }
        facts.addAll(sleepers());
        return facts;
    }

    /** What went wrong between two looks, or between a look and a store, or with a timer. */
    private List<Fact> causes(int entry, Timers timers) {
        List<Fact> causes = new ArrayList<>(new StaleLooks(run).before(entry, leaves.region()));
        causes.addAll(timers.facts());
        List<Fact> lost = updates.facts();
        causes.addAll(lost.isEmpty() ? looks.rereads(entry) : lost);
        return causes;
    }

    /** Who sleeps at the end, since when, and who did not interrupt him. */
    private List<Fact> sleepers() {
        List<Fact> facts = new ArrayList<>();
        for (int cpu = 0; cpu < run.cpus(); cpu++) {
            int fell = run.timeline().asleepSince(cpu);
            if (fell < 0) {
                continue;
            }
            Condition condition =
                    run.timeline().moments().get(fell).conditions().get(cpu);
            facts.add(new Fact(
                    fell,
                    "At step " + (fell + 1) + ", CPU" + cpu + " falls " + condition.title()
                            + ", and is not woken again."));
            int sleeper = cpu;
            run.timeline().messages().stream()
                    .filter(message -> message.kind().isAbsent() && message.to() == sleeper && message.sent() > fell)
                    .findFirst()
                    .ifPresent(message -> facts.add(new Fact(message.sent(), Fact.notSent(run.timeline(), message))));
        }
        return facts;
    }
}
