// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report.timeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Property;
import org.wakeproof.explorer.Trace;
import org.wakeproof.machine.AtomicOperation;
import org.wakeproof.machine.Operation.Store;

/** One paragraph that says what a trace shows, in the order in which it happens, and nothing that it does not show. */
public final class Narrative {
    private final Trace trace;
    private final Timeline timeline;
    private final Property property;
    private final Optional<String> rule;
    private final Optional<LostWakeup> loss;
    private final Run run;
    private final TreeMap<Integer, Fact> facts = new TreeMap<>();

    private Narrative(ClosedSystem system, Trace trace, Timeline timeline, String property) {
        this.rule = property.isEmpty() ? Optional.empty() : Optional.of(property);
        this.trace = trace;
        this.timeline = timeline;
        this.run = new Run(system.machine(), trace, timeline);
        this.property = system.properties().stream()
                .filter(each -> each.name().equals(property))
                .findFirst()
                .orElse(null);
        this.loss = Optional.ofNullable(system.subjects().get(property))
                .map(subject -> new LostWakeup(system, trace, timeline, subject))
                .filter(LostWakeup::isShown);
    }

    /** The paragraph for a trace that violates a property. */
    public static String of(ClosedSystem system, Trace trace, Timeline timeline, Optional<String> property) {
        return trace.steps().isEmpty()
                ? "This is so from the start."
                : new Narrative(system, trace, timeline, property.orElse("")).tell();
    }

    private String tell() {
        add(new BufferedStores(trace, timeline).facts());
        if (loss.isPresent()) {
            add(loss.get().facts());
            add(new Told(run).of(loss.get()));
        } else if (property instanceof Property.Leaves leaves) {
            add(new RegionFacts(run, leaves).facts());
            noWayBack();
        } else {
            add(new BreachFacts(run, property, rule).facts());
        }
        List<String> sentences = new ArrayList<>();
        facts.values().forEach(fact -> sentences.add(fact.sentence()));
        if (property instanceof Property.Leaves) {
            sentences.add(end());
        }
        return String.join(" ", sentences);
    }

    /** One sentence about a step is enough: the first that is found. */
    private void add(List<Fact> more) {
        more.forEach(fact -> facts.putIfAbsent(fact.step(), fact));
    }

    /** From where on there need be no way back, where that is not where all ends; and what is written there. */
    private void noWayBack() {
        int step = trace.lossIndex() - 1;
        if (step >= 0 && step < run.length() - 1) {
            Fact words = new Fact(step, "After step " + (step + 1) + " it can stay like this for ever.");
            if (isWrite(step)) {
                facts.putIfAbsent(step, new Fact(step, run.deed(step) + "."));
            }
            facts.merge(step, words, Fact::and);
        }
    }

    private boolean isWrite(int step) {
        return trace.steps().get(step).operation() instanceof Store
                || trace.steps().get(step).operation() instanceof AtomicOperation;
    }

    private String end() {
        String sleeper = loss.map(LostWakeup::name).orElse("");
        if (timeline.hasRound()) {
            return "From step " + (trace.roundIndex() + 1) + " on, " + actors() + " can go round like this for ever"
                    + (loss.isEmpty() ? "." : ", while " + sleeper + " sleeps on.");
        }
        return "After step " + trace.steps().size() + " nothing more happens by itself"
                + (loss.isEmpty() ? "." : ": " + sleeper + " sleeps on.");
    }

    /** Those who act in the round, by name. */
    private String actors() {
        TreeSet<Integer> acting = new TreeSet<>();
        timeline.moments()
                .subList(trace.roundIndex(), timeline.moments().size())
                .forEach(moment -> acting.add(moment.lane()));
        List<String> names = acting.stream().map(timeline::actor).toList();
        int last = names.size() - 1;
        return last == 0 ? names.get(0) : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
    }
}
