// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.model;

import org.jspecify.annotations.Nullable;
import org.wakeproof.explorer.program.Frame;
import org.wakeproof.explorer.program.Program;
import org.wakeproof.machine.Clock;
import org.wakeproof.machine.Cpu;
import org.wakeproof.machine.Event;
import org.wakeproof.machine.Field;
import org.wakeproof.machine.LockOperation;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Mover;
import org.wakeproof.machine.Operation;
import org.wakeproof.machine.State;
import org.wakeproof.machine.Step;
import org.wakeproof.machine.Transaction;
import org.wakeproof.machine.Vector;
import org.wakeproof.machine.Violation;

/** Enumerates the steps of a state and carries them out. Each worker has its own; the program is shared. */
public final class Stepper {
    /** Where successors go. */
    public interface Sink {
        /** A successor; the state is the stepper's and changes with the next one. */
        void successor(PackedState state, int step);

        /** A step that broke a rule, and leads nowhere; or {@link #NO_STEP}, where a state does as it is. */
        void violation(int step, Violation violation);
    }

    /** What an observer is told of each single step, fused ones included. */
    public interface Observer {
        /** The operation is null where no CPU has carried one out. */
        void step(
                int step,
                String functions,
                Operation operation,
                String description,
                boolean isPrivate,
                PackedState after);
    }

    /** In the place of a step where there is none. */
    public static final int NO_STEP = -1;

    /** Fused steps at most; a longer run of exclusive steps is simply cut there. */
    private static final int MAX_FUSED = 500;
    /** After so many steps, limits are looked at: one state can have a hundred thousand successors. */
    private static final int PORTION = 1 << 10;

    private final Machine machine;
    private final Program program;
    private final Layout layout;
    private final Grain grain;
    private final Lookout lookout;
    private final Watched.Looking looking;
    private final EnabledSteps enabled;
    private final Limits limits;
    private final Cpu[] cpus;
    private final Fusion[] fusions;
    private final Vector[] vectors;
    private final Clock clock;
    private final Event[] events;
    private final PackedState before;
    private final PackedState after;
    private final PackedState shown;
    private Observer observer;
    private long generated;

    /**
     * Steps of a model.
     *
     * @param lookout what looks at each operation first
     */
    Stepper(Model model, Grain grain, @Nullable Lookout lookout) {
        this.machine = model.machine;
        this.program = model.program;
        this.layout = model.layout;
        this.limits = model.limits;
        this.grain = grain;
        this.lookout = lookout;
        this.looking = model.watched.looking(grain != Grain.OPERATION);
        this.enabled = new EnabledSteps(model, looking);
        this.cpus = new Cpu[machine.cpuCount()];
        this.fusions = new Fusion[cpus.length];
        for (int cpu = 0; cpu < cpus.length; cpu++) {
            cpus[cpu] = machine.cpu(cpu);
            fusions[cpu] = fusion(model, cpus[cpu]);
        }
        this.clock = machine.clock();
        this.vectors = machine.vectors().toArray(new Vector[0]);
        this.events = machine.events().toArray(new Event[0]);
        this.before = new PackedState(layout.words());
        this.after = new PackedState(layout.words());
        this.shown = new PackedState(layout.words());
    }

    private Fusion fusion(Model model, Cpu cpu) {
        return switch (grain) {
            case OPERATION -> new Fusion();
            case LOCAL -> new LocalSteps(model, cpu);
            case TRANSITION ->
                new Fusion.Transactions(
                        new Transaction(machine, cpu, state -> enabled.clockWaitsFor(state, cpu.number())));
        };
    }

    /** Puts the state in which the machine starts into {@code target}. */
    void initial(PackedState target) {
        for (Field field : machine.fields()) {
            target.set(field, field.initial());
        }
        for (int cpu = 0; cpu < cpus.length; cpu++) {
            layout.setStack(target.words, cpu, program.boot(cpu).number);
        }
    }

    /** How much of what a CPU does is a step. */
    public Grain grain() {
        return grain;
    }

    /** How many successors have been made. */
    public long generated() {
        return generated;
    }

    /** Hands every successor of a state to the sink. */
    public void expand(PackedState state, Sink sink) {
        boolean isClockUrged = false;
        for (int cpu = 0; cpu < cpus.length; cpu++) {
            Frame frame = program.frame(cpu, layout.stack(state.words, cpu));
            int takeable = enabled.takeable(state, cpu, frame);
            isClockUrged |= enabled.urgesClock(state, cpu, frame);
            for (; takeable != 0; takeable &= takeable - 1) {
                take(state, Step.interrupt(cpu, Integer.numberOfTrailingZeros(takeable)), sink);
            }
            if (enabled.canRun(state, cpu, frame)) {
                int choices = frame.operation().choices();
                for (int choice = 0; choice < choices; choice++) {
                    take(state, Step.operation(cpu, choice), sink);
                }
            } else if (lookout != null && !frame.isDone() && frame.operation() instanceof LockOperation.Acquire) {
                waitForLock(state, cpu, frame, sink);
            }
        }
        for (int event = 0; event < events.length; event++) {
            if (!(isClockUrged && events[event] == clock) && enabled.canHappen(state, event)) {
                take(state, Step.event(event), sink);
            }
        }
    }

    /** Who waits for a lock has set its order already, whether it ever gets the lock or not. */
    private void waitForLock(PackedState state, int cpu, Frame frame, Sink sink) {
        try {
            lookout.look(frame.operation(), state, cpus[cpu], frame);
        } catch (Violation violation) {
            sink.violation(NO_STEP, violation);
        }
    }

    /** Whether a step can be taken. */
    public boolean enabled(PackedState state, int step) {
        return enabled.contains(state, step);
    }

    /**
     * The agents that can act, one bit each; the outside world is none of them. An interrupt that only waits for its
     * CPU's store buffer to drain counts: a CPU that stores and stores cannot put it off for ever.
     */
    public long enabledAgents(PackedState state) {
        return enabled.agents(state);
    }

    /** The clock, where it could act but for samples of now. */
    public long heldAgents(PackedState state) {
        return enabled.heldAgents(state);
    }

    /** Those of {@link #enabledAgents} that poll: they need not act if the chance goes by again and again. */
    public long pollingAgents(PackedState state) {
        return enabled.pollingAgents(state);
    }

    /**
     * Carries out one step of a state and tells the sink.
     *
     * @throws Limits.Hit at times, if the run is to stop
     */
    void take(PackedState state, int step, Sink sink) {
        if (++generated % PORTION == 0) {
            limits.check();
        }
        after.copyFrom(state);
        try {
            switch (Step.kind(step)) {
                case OPERATION -> operate(Step.cpu(step), Step.detail(step), step);
                case INTERRUPT -> {
                    Frame handler = interrupt(Step.cpu(step), Step.detail(step), step);
                    fusions[Step.cpu(step)].beginWithInterrupt();
                    goOn(Step.cpu(step), handler);
                }
                case EVENT -> fire(events[Step.detail(step)], step);
            }
        } catch (Violation violation) {
            sink.violation(step, violation);
            return;
        }
        sink.successor(after, step);
    }

    /** Carries out one step and tells the observer of it and of every step that is fused with it. */
    public void observe(PackedState state, int step, Observer told, Sink sink) {
        observer = told;
        try {
            take(state, step, sink);
        } finally {
            observer = null;
        }
    }

    private void operate(int cpu, int choice, int step) {
        Frame frame = program.frame(cpu, layout.stack(after.words, cpu));
        fusions[cpu].begin(frame, after);
        goOn(cpu, run(frame, cpu, choice, step));
    }

    /** Carries out the operation that a CPU is at, and says where that leads. */
    private Frame run(Frame frame, int cpu, int choice, int step) {
        boolean isPrivate = observer != null && !frame.isSeen && isPrivate(frame.operation(), cpu);
        int result;
        try {
            if (lookout != null) {
                lookout.look(frame.operation(), after, cpus[cpu], frame);
            }
            result = frame.operation().apply(after, cpu, choice);
        } catch (Violation violation) {
            if (observer != null) {
                shown.copyFrom(after);
                observer.step(step, frame.functions(), null, violation.getMessage(), false, shown);
            }
            throw violation;
        }
        Frame.Edge edge = program.next(frame, result);
        fusions[cpu].carriedOut(after, edge.forgotten().length > 0);
        for (Field field : edge.forgotten()) {
            after.set(field, 0);
        }
        layout.setStack(after.words, cpu, edge.target().number);
        if (observer != null) {
            shown.copyFrom(after);
            observer.step(
                    step,
                    frame.functions(),
                    frame.operation(),
                    frame.operation().describe(result, after, cpu),
                    isPrivate,
                    shown);
        }
        return edge.target();
    }

    /** Has a CPU take an interrupt, and says where that leads. */
    private Frame interrupt(int cpu, int vector, int step) {
        Frame frame = program.frame(cpu, layout.stack(after.words, cpu));
        boolean asleep = cpus[cpu].isAsleep(after);
        cpus[cpu].takeInterrupt(after, vectors[vector]);
        Frame.Edge edge = program.interrupt(frame, vectors[vector]);
        for (Field field : edge.forgotten()) {
            after.set(field, 0);
        }
        layout.setStack(after.words, cpu, edge.target().number);
        if (observer != null) {
            shown.copyFrom(after);
            observer.step(
                    step,
                    frame.functions(),
                    null,
                    (asleep ? "is woken by the " : "takes the ") + vectors[vector] + " interrupt",
                    false,
                    shown);
        }
        return edge.target();
    }

    private void fire(Event event, int step) {
        State target = event == clock ? after : looking.changing(after);
        if (observer == null) {
            event.happen(target);
            return;
        }
        before.copyFrom(after);
        try {
            event.happen(target);
        } catch (Violation violation) {
            shown.copyFrom(after);
            observer.step(step, event.name(), null, violation.getMessage(), false, shown);
            throw violation;
        }
        shown.copyFrom(after);
        observer.step(step, event.name(), null, event.describe(before, after), event.isPrivate(before), shown);
    }

    /** Goes on with the CPU as long as its operations make one step. */
    private void goOn(int cpu, Frame start) {
        Frame frame = start;
        for (int fused = 0; fused < MAX_FUSED; fused++) {
            if (frame.isDone() || isServingOpenly(frame, cpu) || !fusions[cpu].takesIn(frame, after)) {
                return;
            }
            frame = run(frame, cpu, 0, Step.operation(cpu, 0));
        }
    }

    /**
     * Whether a CPU takes some interrupts in a handler, and not those that it serves: it may behind whatever it does next,
     * even if that depends on nothing else.
     */
    private boolean isServingOpenly(Frame frame, int cpu) {
        return frame.inService != 0 && cpus[cpu].interruptsEnabled(after);
    }

    /** Whether a reader of traces can do without it. */
    private boolean isPrivate(Operation operation, int cpu) {
        if (operation.isNotable()) {
            return false;
        }
        if (operation.isPure()) {
            return true;
        }
        if (cpus[cpu].interruptsEnabled(after) || operation.choices() > 1) {
            return false;
        }
        Mover mover = operation.mover(after, cpu);
        return mover == Mover.BOTH || mover == Mover.LEFT && !(operation instanceof LockOperation);
    }
}
