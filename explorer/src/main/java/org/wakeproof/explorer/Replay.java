// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.wakeproof.explorer.Property.Always;
import org.wakeproof.explorer.Property.Leaves;
import org.wakeproof.explorer.Property.LockDiscipline;
import org.wakeproof.explorer.Property.NoDeadlock;
import org.wakeproof.explorer.Property.Recoverable;
import org.wakeproof.explorer.Trace.TraceStep;
import org.wakeproof.explorer.model.Limits;
import org.wakeproof.explorer.model.LockRules;
import org.wakeproof.explorer.model.Model;
import org.wakeproof.explorer.model.PackedState;
import org.wakeproof.explorer.model.Stepper;
import org.wakeproof.explorer.property.Checks;
import org.wakeproof.explorer.property.RegionCheck;
import org.wakeproof.explorer.property.Stays;
import org.wakeproof.explorer.store.StateIndex;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Step;
import org.wakeproof.machine.Violation;

/**
 * Recorded steps, carried out on a machine as it is now, and what is violated at their end. Nothing is taken over from
 * a record but the numbers of its steps; what they do and what comes of it is found out anew.
 */
public final class Replay {
    private static final int PORTION = 1 << 12;

    private final Machine machine;
    private final List<Property> properties;
    private final Limits limits = new Limits(Options.defaults());
    private final Model model;
    private final List<TraceStep> steps = new ArrayList<>();
    private final List<PackedState> states = new ArrayList<>();
    private final int lossIndex;
    private final int roundIndex;
    private Violation broken;

    /** What is said of a property: it is violated, it is not, or a limit came before that was known. */
    public enum Standing {
        VIOLATED,
        NOT_VIOLATED,
        UNDECIDED
    }

    /**
     * The answer.
     *
     * @param standing whether the property is violated
     * @param words how, as a search would say it; or why not
     * @param core the part of the words that is the same whichever fair run a search has found
     */
    public record Answer(Standing standing, String words, String core) {
        private static Answer violated(String words) {
            return new Answer(Standing.VIOLATED, words, words);
        }

        private static Answer not(String why) {
            return new Answer(Standing.NOT_VIOLATED, why, why);
        }

        private static Answer undecided(Limits limits) {
            return new Answer(Standing.UNDECIDED, "stopped by " + limits.reason(), "");
        }

        /** Whether somebody who has recorded an explanation has seen the same. */
        public boolean isSameAs(String recorded) {
            return recorded.equals(words) || !core.equals(words) && recorded.startsWith(core + "; ");
        }
    }

    /**
     * Carries out the steps, none of them fused with another.
     *
     * @param properties what the machine is checked for
     * @param recorded the steps by their numbers
     * @param lossIndex after how many of them the violation can no longer be avoided, as in {@link Trace}
     * @param roundIndex after how many of them the round begins with which they end, as in {@link Trace}
     * @throws ModelException if a step cannot be taken where it stands; the message says which
     */
    public Replay(Machine machine, List<Property> properties, List<Integer> recorded, int lossIndex, int roundIndex) {
        this.machine = machine;
        this.properties = properties;
        this.model = new Model(machine, properties, false, limits);
        this.lossIndex = lossIndex;
        this.roundIndex = roundIndex;
        limits.ports().run(() -> limits.lifted(() -> takeAll(recorded)), limits::stop);
    }

    private boolean takeAll(List<Integer> recorded) {
        states.add(model.initial());
        Stepper stepper = model.stepperAhead();
        for (int step : recorded) {
            take(stepper, step);
        }
        return true;
    }

    private void take(Stepper stepper, int step) {
        PackedState current = last();
        if (broken != null) {
            throw new ModelException("step " + steps.size() + " breaks the rule '" + broken.property()
                    + "', so that no other can follow");
        }
        if (!Step.isStep(step) || !stepper.enabled(current, step)) {
            throw new ModelException("step " + (steps.size() + 1) + " of the trace cannot be taken here");
        }
        stepper.observe(
                current,
                step,
                (single, functions, operation, description, isPrivate, after) ->
                        steps.add(new TraceStep(single, functions, operation, description, isPrivate, copyOf(after))),
                new Stepper.Sink() {
                    @Override
                    public void successor(PackedState next, int taken) {
                        states.add(copyOf(next));
                    }

                    @Override
                    public void violation(int taken, Violation violation) {
                        broken = violation;
                        states.add(copyOf(current));
                    }
                });
    }

    private PackedState copyOf(PackedState state) {
        PackedState copy = model.state();
        copy.copyFrom(state);
        return copy;
    }

    private PackedState last() {
        return states.get(states.size() - 1);
    }

    /** What has happened. */
    public Trace trace() {
        return new Trace(List.copyOf(steps), lossIndex, roundIndex);
    }

    /**
     * Whether the steps violate a property.
     *
     * @param name of one of the properties, or of a rule of the machine
     * @throws IllegalArgumentException if there is none of that name; the message names those there are
     */
    public Answer of(String name) {
        return limits.ports().run(() -> answerInTime(name), limits::stop);
    }

    private Answer answerInTime(String name) {
        try {
            return answer(name);
        } catch (Limits.Hit e) {
            return Answer.undecided(limits);
        }
    }

    private Answer answer(String name) {
        if (broken != null) {
            return broken.property().equals(name)
                    ? Answer.violated(broken.getMessage())
                    : Answer.not("the last step breaks the rule '" + broken.property() + "'");
        }
        List<Property> disciplines =
                properties.stream().filter(LockDiscipline.class::isInstance).toList();
        if (LockRules.isOne(name) && !disciplines.isEmpty()) {
            return lockRules(name, disciplines);
        }
        if (Violation.RULES.contains(name)) {
            return Answer.not("no step breaks that rule");
        }
        Property property = model.properties.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no property '" + name + "'; there is "
                        + String.join(
                                ", ", properties.stream().map(Property::name).toList())));
        if (property instanceof Always always) {
            return always.holds().test(last())
                    ? Answer.not("it holds behind the last step")
                    : Answer.violated(always.explanation().apply(last()));
        }
        if (property instanceof Leaves leaves) {
            return stays(leaves);
        }
        if (property instanceof NoDeadlock) {
            return canGoOn(false) || !Checks.isDeadlock(model, last())
                    ? Answer.not("something can still happen behind the last step, or all CPUs have come to their end")
                    : Answer.violated("nothing can happen any more");
        }
        if (property instanceof Recoverable recoverable) {
            return recovers(recoverable);
        }
        return Answer.not("no trace shows what never happens");
    }

    /**
     * Whether a step can be taken behind the last one.
     *
     * @param internally whether only one counts that is not the outside world's
     */
    private boolean canGoOn(boolean internally) {
        boolean[] can = {false};
        model.stepperAhead().expand(last(), new Stepper.Sink() {
            @Override
            public void successor(PackedState next, int step) {
                can[0] |= !internally || model.agents.isInternal(step);
            }

            @Override
            public void violation(int step, Violation violation) {
                can[0] |= !internally || model.agents.isInternal(step);
            }
        });
        return can[0];
    }

    /**
     * The recorded steps have to stay in the region from the loss on and to end at rest or where their round began, and
     * from the loss on a fair run has to be able to stay, which the search's own check decides.
     */
    private Answer stays(Leaves property) {
        for (int at = lossIndex; at < states.size(); at++) {
            if (!property.region().test(states.get(at))) {
                return Answer.not("behind step " + at + " it is not so that it could be violated");
            }
        }
        if (roundIndex < steps.size() && !Arrays.equals(last().words, states.get(roundIndex).words)) {
            return Answer.not("the steps behind step " + roundIndex + " are no round: they do not lead back there");
        }
        if (roundIndex == steps.size() && canGoOn(true)) {
            return Answer.not("something can still happen behind the last step");
        }
        return fairStay(property, lossIndex);
    }

    /**
     * Whether from behind the last step on a fair run can stay in the region of a {@link Leaves} property; also where the
     * steps are no violation's, but lead anywhere.
     *
     * @throws IllegalArgumentException if there is no such property
     */
    public Answer staysBehindTheLastStep(String name) {
        Leaves property = model.properties.stream()
                .filter(each -> each.name().equals(name))
                .filter(Leaves.class::isInstance)
                .map(Leaves.class::cast)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no region '" + name + "'"));
        if (!property.region().test(last())) {
            return Answer.not("behind the last step it is not so that it could be violated");
        }
        try {
            return fairStay(property, states.size() - 1);
        } catch (Limits.Hit e) {
            return Answer.undecided(limits);
        }
    }

    private Answer fairStay(Leaves property, int at) {
        PackedState lost = states.get(at);
        RegionCheck region = new RegionCheck(property, model, limits, () -> 0);
        if (region.canStay(lost.words.clone())) {
            return new Answer(
                    Standing.VIOLATED,
                    Stays.explain(model, property, lost, region.stay(lost.words.clone())),
                    property.explanation().apply(lost));
        }
        return Answer.not("from step " + at + " on, every fair run leaves what is wrong");
    }

    /** Whether a good state can be reached from the end, by whatever happens. */
    private Answer recovers(Recoverable property) {
        Stepper stepper = model.stepperAhead();
        StateIndex index = new StateIndex(model.layout.words());
        index.number(last().words.clone());
        PackedState current = model.state();
        for (int at = 0; at < index.size(); at++) {
            index.read(at, current.words);
            if (property.good().test(current)) {
                return Answer.not("it can still be reached behind the last step");
            }
            if (at % PORTION == 0) {
                limits.check(0, index.bytes());
            }
            stepper.expand(current, new Stepper.Sink() {
                @Override
                public void successor(PackedState next, int step) {
                    index.number(next.words);
                }

                @Override
                public void violation(int step, Violation violation) {
                    // Leads nowhere.
                }
            });
        }
        return Answer.violated("from here it cannot be reached any more");
    }

    /**
     * A rule of locks is broken by two steps that need not meet in one run. So a search has to find the other half; the
     * caller compares whether what it finds is what was recorded.
     */
    private Answer lockRules(String rule, List<Property> only) {
        Result found = new Explorer(machine, only, Options.defaults().withThreads(1)).run();
        if (found.property().filter(rule::equals).isPresent()) {
            return Answer.violated(found.explanation());
        }
        return found.verdict() == Verdict.INCOMPLETE
                ? new Answer(Standing.UNDECIDED, found.explanation(), "")
                : Answer.not("no two steps break that rule any more");
    }
}
