// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.model;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wakeproof.explorer.ModelException;
import org.wakeproof.explorer.Property;
import org.wakeproof.explorer.program.Program;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Step;
import org.wakeproof.machine.Violation;

/** A machine made ready for one exploration: its program so far, the layout of its states, its agents and properties. */
public final class Model {
    public final Machine machine;
    public final List<Property> properties;
    final Watched watched;
    public final Program program;
    public final Layout layout;
    public final Agents agents;
    public final boolean fuse;
    /** What ends whatever is done with it. */
    public final Limits limits;
    /** What has been learnt of how locks are taken; null where nobody asks. */
    public final @Nullable LockRules lockRules;

    private Lookout lookout;
    private List<Integer> start = List.of();
    private Set<String> tolerated = Set.of();

    /** A model of which nothing is explored but single steps. */
    public Model(Machine machine, List<Property> properties, boolean checkDeterminism, Limits limits) {
        this(machine, properties, new Watched(machine, false), false, checkDeterminism, limits);
    }

    /**
     * A model.
     *
     * @param watched what is known so far of what the properties read
     * @param fuse whether a transition is made of several operations, unless the machine's memory does not allow it
     */
    public Model(
            Machine machine,
            List<Property> properties,
            Watched watched,
            boolean fuse,
            boolean checkDeterminism,
            Limits limits) {
        machine.checkSealed();
        this.machine = machine;
        this.watched = watched;
        this.properties = watched.by(properties);
        this.limits = limits;
        this.program = new Program(
                machine,
                watched,
                checkDeterminism,
                1 << Layout.STACK_BITS,
                limits.ports(),
                limits::isOver,
                this::tooManyStacks);
        this.layout = new Layout(machine);
        this.agents = new Agents(machine);
        if (properties.stream().anyMatch(Property.Leaves.class::isInstance)) {
            agents.checkFairness();
        }
        // Movers are classified for sequentially consistent memory.
        this.fuse = fuse && !machine.isTotalStoreOrder();
        this.lockRules =
                properties.stream().anyMatch(Property.LockDiscipline.class::isInstance) ? new LockRules(machine) : null;
        this.lookout = lockRules;
    }

    private RuntimeException tooManyStacks(int cpu) {
        return limits.exceeded(String.format(
                "the limit of %,d call stacks of CPU%d (where more functions are procedures, they forget what no longer matters)",
                1 << Layout.STACK_BITS, cpu));
    }

    /** Has its search look out for something else than breaches of the rules of locks. */
    public Model withLookout(Lookout other) {
        lookout = other;
        return this;
    }

    public Stepper stepper() {
        return new Stepper(this, fuse ? Grain.TRANSITION : Grain.OPERATION, lookout);
    }

    /** For looking ahead: a breach of the rules of locks is told once, and that has to be to the search itself. */
    public Stepper stepperAhead() {
        return new Stepper(this, fuse ? Grain.TRANSITION : Grain.OPERATION, null);
    }

    /** For looking ahead in steps between which it matters to nobody whether they are one. */
    public Stepper localStepper() {
        return new Stepper(this, fuse ? Grain.LOCAL : Grain.OPERATION, null);
    }

    /** For looking ahead one operation at a time, with nothing fused. */
    public Stepper singleStepper() {
        return new Stepper(this, Grain.OPERATION, null);
    }

    public PackedState state() {
        return new PackedState(layout.words());
    }

    /** Has its search start behind these steps, one operation each, rather than where the machine does. */
    public Model from(List<Integer> steps) {
        start = steps;
        return this;
    }

    /** Has its search go on beside steps that break these rules of the machine; no run goes on behind one. Locks' may be broken. */
    public Model tolerating(Set<String> rules) {
        tolerated = rules;
        if (lockRules != null) {
            lockRules.tolerate(rules);
        }
        return this;
    }

    /** Whether a search goes on beside a step that breaks this rule. */
    public boolean tolerates(String rule) {
        return tolerated.contains(rule);
    }

    /**
     * Where its search starts.
     *
     * @throws ModelException if a step that leads there cannot be taken or breaks a rule; the message says which
     */
    public PackedState initial() {
        PackedState state = boot();
        Stepper stepper = singleStepper();
        for (int taken = 0; taken < start.size(); taken++) {
            take(stepper, state, start.get(taken), taken + 1);
        }
        return state;
    }

    private void take(Stepper stepper, PackedState state, int step, int number) {
        if (!Step.isStep(step) || !stepper.enabled(state, step)) {
            throw new ModelException("step " + number + " of the path cannot be taken there");
        }
        PackedState from = state();
        from.copyFrom(state);
        stepper.take(from, step, new Stepper.Sink() {
            @Override
            public void successor(PackedState next, int taken) {
                state.copyFrom(next);
            }

            @Override
            public void violation(int taken, Violation violation) {
                throw new ModelException("step " + number + " of the path breaks the rule '" + violation.property()
                        + "', so that nothing follows");
            }
        });
    }

    /** Where the machine starts. */
    public PackedState boot() {
        PackedState state = state();
        stepper().initial(state);
        return state;
    }

    /** The steps that lead from there to where its search starts. */
    public List<Integer> start() {
        return start;
    }
}
