// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report.timeline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Property;
import org.wakeproof.explorer.Trace;
import org.wakeproof.explorer.Trace.TraceStep;
import org.wakeproof.machine.State;

/** One paragraph that says what a trace shows, in the order in which it happens, and nothing that it does not show. */
public final class Narrative {
    /** What steps begin with that are told with a verb; others are in the notation of traces. */
    private static final Pattern VERB =
            Pattern.compile("(falls|takes|touches|releases|writes|is woken|returns|goes|enters|does|has|finds|sends) ");

    /** The notation of traces, and verbs in its place. */
    private static final Map<String, String> VERBS =
            Map.of("L+ ", "takes ", "L- ", "releases ", "W: ", "writes ", "IPI: ", "sends an interrupt: ");

    private final Trace trace;
    private final Timeline timeline;
    private final Property property;
    private final Optional<LostWakeup> loss;

    private Narrative(ClosedSystem system, Trace trace, Timeline timeline, String property) {
        this.trace = trace;
        this.timeline = timeline;
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
        List<Fact> facts = new ArrayList<>(new BufferedStores(trace, timeline).facts());
        loss.ifPresent(of -> facts.addAll(of.facts()));
        if (property instanceof Property.Leaves leaves) {
            if (loss.isEmpty()) {
                facts.addAll(sleepers());
                entry(leaves.region(), leaves.explanation()).ifPresent(entry -> {
                    facts.removeIf(sleeper -> sleeper.step() == entry.step());
                    facts.add(entry);
                    facts.addAll(new StaleLooks(trace, timeline).before(entry.step(), leaves.region()));
                });
                noWayBack().ifPresent(facts::add);
            }
        } else {
            facts.add(breach());
        }
        facts.sort(Comparator.comparingInt(Fact::step));
        List<String> sentences = new ArrayList<>();
        facts.forEach(fact -> sentences.add(fact.sentence()));
        if (property instanceof Property.Leaves) {
            sentences.add(end());
        }
        return String.join(" ", sentences);
    }

    /** Who sleeps at the end, since when, and who did not interrupt him. */
    private List<Fact> sleepers() {
        List<Fact> facts = new ArrayList<>();
        for (int cpu = 0; cpu < timeline.cpus(); cpu++) {
            int fell = timeline.asleepSince(cpu);
            if (fell < 0) {
                continue;
            }
            Condition condition = timeline.moments().get(fell).conditions().get(cpu);
            facts.add(new Fact(
                    fell,
                    "At step " + (fell + 1) + ", CPU" + cpu + " falls " + condition.title()
                            + ", and is not woken again."));
            int sleeper = cpu;
            timeline.messages().stream()
                    .filter(message -> message.kind().isAbsent() && message.to() == sleeper && message.sent() > fell)
                    .findFirst()
                    .ifPresent(message -> facts.add(new Fact(message.sent(), Fact.notSent(timeline, message))));
        }
        return facts;
    }

    /** The step that leads into what should not last, or should not be. */
    private Optional<Fact> entry(Predicate<State> wrong, Function<State, String> explanation) {
        int step = trace.steps().size();
        while (step > 0 && wrong.test(trace.steps().get(step - 1).after())) {
            step--;
        }
        if (step == 0 && wrong.test(new TimelineBuilder.Initial())) {
            return Optional.of(
                    new Fact(0, "From the start, " + explanation.apply(new TimelineBuilder.Initial()) + "."));
        }
        return step == trace.steps().size()
                ? Optional.empty()
                : Optional.of(leadsTo(
                        step, "now " + explanation.apply(trace.steps().get(step).after())));
    }

    /** The step that breaks a rule: of the property, or of the machine itself. */
    private Fact breach() {
        Fact last = leadsTo(trace.steps().size() - 1, "this breaks the rule");
        return property instanceof Property.Always always
                ? entry(state -> !always.holds().test(state), always.explanation())
                        .orElse(last)
                : last;
    }

    /** What a step does, and what that means. */
    private Fact leadsTo(int step, String what) {
        TraceStep taken = trace.steps().get(step);
        String told = told(taken.description());
        String who = "";
        if (taken.isByCpu()) {
            String name = Fact.who(timeline, step);
            told = told.replaceFirst("^CPU" + taken.cpu() + " ", "");
            who = VERB.matcher(told).lookingAt() ? name + " " : name.replaceAll(",$", "") + ": ";
        }
        String where = taken.isByCpu() && !taken.isInterrupt() ? Fact.where(taken) : "";
        return new Fact(step, "At step " + (step + 1) + ", " + who + told + where + "; " + what + ".");
    }

    private static String told(String description) {
        return VERBS.entrySet().stream()
                .filter(verb -> description.startsWith(verb.getKey()))
                .findFirst()
                .map(verb ->
                        verb.getValue() + description.substring(verb.getKey().length()))
                .orElse(description);
    }

    /** From where on there need be no way back, where that is not where all ends. */
    private Optional<Fact> noWayBack() {
        int step = trace.lossIndex();
        return step == 0 || step == trace.steps().size()
                ? Optional.empty()
                : Optional.of(new Fact(step - 1, "After step " + step + " a fair run need never leave that again."));
    }

    private String end() {
        String sleeper = loss.map(LostWakeup::name).orElse("");
        if (timeline.hasRound()) {
            return "From step " + (trace.roundIndex() + 1) + " on, " + actors() + " can go round like this for ever"
                    + (loss.isEmpty() ? "." : ", while " + sleeper + " sleeps on.");
        }
        return "After step " + trace.steps().size() + " nothing is left that could happen by itself"
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
