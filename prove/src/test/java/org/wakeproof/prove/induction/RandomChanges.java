// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.induction;

import static org.wakeproof.prove.induction.SmallIdlePath.ARMED;
import static org.wakeproof.prove.induction.SmallIdlePath.AT;
import static org.wakeproof.prove.induction.SmallIdlePath.HOLDER;
import static org.wakeproof.prove.induction.SmallIdlePath.IRQ;
import static org.wakeproof.prove.induction.SmallIdlePath.LEFT;
import static org.wakeproof.prove.induction.SmallIdlePath.LOCKED;
import static org.wakeproof.prove.induction.SmallIdlePath.TOLD;
import static org.wakeproof.prove.induction.SmallIdlePath.WORK;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.wakeproof.prove.induction.SmallIdlePath.Place;
import org.wakeproof.prove.logic.Agent;
import org.wakeproof.prove.logic.Fact;
import org.wakeproof.prove.logic.Flag;
import org.wakeproof.prove.logic.Local;
import org.wakeproof.prove.logic.ParametricSystem;
import org.wakeproof.prove.logic.Plain;
import org.wakeproof.prove.logic.Progress;
import org.wakeproof.prove.logic.Response;
import org.wakeproof.prove.logic.Stage;
import org.wakeproof.prove.logic.Step;
import org.wakeproof.prove.logic.Update;
import org.wakeproof.prove.logic.Visit;

/** Changes of a {@link SmallIdlePath} or of the argument for it, at random. */
final class RandomChanges {
    private final Random random;

    RandomChanges(Random random) {
        this.random = random;
    }

    /**
     * The same with one to three changes.
     *
     * @throws IllegalArgumentException if that makes no sense
     */
    ParametricSystem of(ParametricSystem whole) {
        ParametricSystem changed = whole;
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            changed = random.nextInt(3) > 0 ? steps(changed) : argument(changed);
        }
        return changed;
    }

    private ParametricSystem steps(ParametricSystem system) {
        List<Step> steps = new ArrayList<>(system.steps());
        int which = random.nextInt(steps.size());
        Step step = steps.get(which);
        switch (random.nextInt(8)) {
            case 0 -> steps.remove(which);
            case 1 -> {
                List<Local> parts = new ArrayList<>(step.guard().parts());
                if (!parts.isEmpty()) {
                    parts.remove(random.nextInt(parts.size()));
                }
                Local less = Local.all(parts.toArray(new Local[0]));
                steps.set(which, with(step, less, step.updates(), step.agent(), step.isRetry()));
            }
            case 2 -> {
                List<Update> less = new ArrayList<>(step.updates());
                if (!less.isEmpty()) {
                    less.remove(random.nextInt(less.size()));
                }
                steps.set(which, with(step, step.guard(), less, step.agent(), step.isRetry()));
            }
            case 3 -> steps.set(which, with(step, step.guard(), step.updates(), agent(), step.isRetry()));
            case 4 -> steps.set(which, with(step, step.guard(), step.updates(), step.agent(), true));
            default -> steps.add(another("another " + steps.size()));
        }
        return system.withSteps(steps);
    }

    private static Step with(Step step, Local guard, List<Update> updates, Agent agent, boolean isRetry) {
        return new Step(step.name(), "", guard, step.other(), step.owing(), updates, agent, isRetry);
    }

    private Step another(String name) {
        Step.Builder step = Step.named(name, "").when(AT.at(place())).by(agent());
        if (random.nextBoolean()) {
            step.when(formula());
        }
        boolean hasOther = random.nextBoolean();
        if (hasOther) {
            step.with(formula());
        }
        switch (random.nextInt(hasOther ? 7 : 5)) {
            case 0 -> step.set(ARMED, random.nextBoolean());
            case 1 -> step.set(flag());
            case 2 -> step.clear(flag());
            case 3 -> step.name(HOLDER);
            case 4 -> step.when(ARMED.isSet());
            case 5 -> step.setOther(flag());
            default -> step.clearOther(flag());
        }
        if (random.nextBoolean()) {
            step.go(AT, place());
        }
        return step.build();
    }

    private Local formula() {
        return switch (random.nextInt(7)) {
            case 0 -> ARMED.isSet();
            case 1 -> LOCKED.isClear();
            case 2 -> HOLDER.isThis();
            case 3 -> flag().isSet();
            case 4 -> flag().isClear();
            case 5 -> AT.at(place());
            default -> Fact.somewhere(flag().isSet());
        };
    }

    private ParametricSystem argument(ParametricSystem system) {
        Response response = system.response().orElseThrow();
        List<Stage> stages = new ArrayList<>(response.stages());
        Plain interruptible = response.interruptible();
        Plain requested = response.requested();
        Visit visit = response.visit();
        int which = random.nextInt(stages.size());
        switch (random.nextInt(6)) {
            case 0 -> requested = one(List.of(TOLD.isSet(), IRQ.isSet(), Plain.constant(false)));
            case 1 -> interruptible = AT.in(List.of(Place.RUNS, one(List.of(Place.WAITS, Place.SLEEPS))));
            case 2 -> visit = visit(visit);
            case 3 -> Collections.swap(stages, which, random.nextInt(stages.size()));
            case 4 -> stages.remove(which);
            default -> {
                Stage old = stages.get(which);
                List<String> left = List.of(one(system.steps()).name());
                Progress progress = one(List.of(
                        new Progress.Always(left),
                        new Progress.WhereInterruptible(left),
                        new Progress.WhereNothingRunsOnTop(left.get(0), flag().isSet()),
                        new Progress.WhileVisiting(),
                        new Progress.WhileInterruptsAreOff()));
                stages.set(which, new Stage(old.name(), "", old.sleeper(), old.helper(), progress));
            }
        }
        return system.withResponse(Optional.of(new Response(
                response.name(),
                response.words(),
                response.asleep(),
                response.work(),
                stages,
                response.measure(),
                interruptible,
                requested,
                response.locks(),
                visit,
                response.fairness())));
    }

    /** None, or with another step among its own, or without one, or with something else that may run on top. */
    private Visit visit(Visit old) {
        if (old.steps().isEmpty() || random.nextInt(3) == 0) {
            return Visit.NONE;
        }
        List<String> steps = new ArrayList<>(old.steps());
        switch (random.nextInt(3)) {
            case 0 -> steps.remove(random.nextInt(steps.size()));
            case 1 -> steps.add(one(List.of("returns", "works", "wakes", "looks")));
            default -> {
                return new Visit(old.where(), old.sets(), steps, flag().isSet());
            }
        }
        return new Visit(old.where(), old.sets(), steps, old.onTop());
    }

    private Agent agent() {
        return one(List.of(Agent.CPU, Agent.INTERRUPT, Agent.DEVICE, Agent.OUTSIDE));
    }

    private Flag flag() {
        return one(List.of(WORK, TOLD, IRQ, LEFT));
    }

    private Place place() {
        return one(List.of(Place.values()));
    }

    private <T> T one(List<? extends T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
