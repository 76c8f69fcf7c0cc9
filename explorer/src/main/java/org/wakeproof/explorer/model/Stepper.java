// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.model;

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
    private final boolean fuse;
    private final Lookout lookout;
    private final Watched.Looking looking;
    private final Agents agents;
    private final Limits limits;
    private final Cpu[] cpus;
    private final Transaction[] transactions;
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
     * @param fuse whether steps that nobody else can see make one transition with those around them
     * @param lookout what looks at each operation first, or null
     */
    Stepper(Model model, boolean fuse, Lookout lookout) {
        this.machine = model.machine;
        this.program = model.program;
        this.layout = model.layout;
        this.agents = model.agents;
        this.limits = model.limits;
        this.fuse = fuse;
        this.lookout = lookout;
        this.looking = model.watched.looking(fuse);
        this.cpus = new Cpu[machine.cpuCount()];
        this.transactions = new Transaction[cpus.length];
        for (int cpu = 0; cpu < cpus.length; cpu++) {
            cpus[cpu] = machine.cpu(cpu);
            int number = cpu;
            transactions[cpu] = new Transaction(machine, cpus[cpu], state -> isClockWaitingFor(state, number));
        }
        this.clock = machine.clock();
        this.vectors = machine.vectors().toArray(new Vector[0]);
        this.events = machine.events().toArray(new Event[0]);
        this.before = new PackedState(layout.words());
        this.after = new PackedState(layout.words());
        this.shown = new PackedState(layout.words());
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

    /** Whether a transition can be made of several operations. */
    public boolean isFusing() {
        return fuse;
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
            int takeable = takeable(state, cpu, frame);
            isClockUrged |= clock.isUrgent() && isActing(state, cpu, frame) && isClockWaitingFor(state, cpu);
            for (; takeable != 0; takeable &= takeable - 1) {
                take(state, Step.interrupt(cpu, Integer.numberOfTrailingZeros(takeable)), sink);
            }
            if (canRun(state, cpu, frame)) {
                int choices = frame.operation().choices();
                for (int choice = 0; choice < choices; choice++) {
                    take(state, Step.operation(cpu, choice), sink);
                }
            } else if (lookout != null && !frame.isDone() && frame.operation() instanceof LockOperation.Acquire) {
                waitForLock(state, cpu, frame, sink);
            }
        }
        for (int event = 0; event < events.length; event++) {
            if (!(isClockUrged && events[event] == clock) && canHappen(state, event)) {
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
        int cpu = Step.cpu(step);
        return switch (Step.kind(step)) {
            case OPERATION -> {
                Frame frame = cpu < cpus.length ? program.frame(cpu, layout.stack(state.words, cpu)) : null;
                yield frame != null
                        && canRun(state, cpu, frame)
                        && Step.detail(step) < frame.operation().choices();
            }
            case INTERRUPT ->
                cpu < cpus.length
                        && (takeable(state, cpu, program.frame(cpu, layout.stack(state.words, cpu)))
                                                >>> Step.detail(step)
                                        & 1)
                                != 0;
            case EVENT ->
                Step.detail(step) < events.length
                        && canHappen(state, Step.detail(step))
                        && !(events[Step.detail(step)] == clock && isClockUrged(state));
        };
    }

    /** Whether some CPU keeps an urgent clock waiting. */
    private boolean isClockUrged(PackedState state) {
        for (int cpu = 0; clock.isUrgent() && cpu < cpus.length; cpu++) {
            if (isActing(state, cpu, program.frame(cpu, layout.stack(state.words, cpu)))
                    && isClockWaitingFor(state, cpu)) {
                return true;
            }
        }
        return false;
    }

    private boolean isActing(PackedState state, int cpu, Frame frame) {
        return takeable(state, cpu, frame) != 0 || canRun(state, cpu, frame);
    }

    /** Whether an event can happen, as far as it is not CPUs that keep it, the clock's, waiting. */
    private boolean canHappen(PackedState state, int event) {
        return events[event] == clock
                ? clock.enabled(state) && !clock.waitsForDevices(seenByDevices(state), machine.events())
                : events[event].enabled(seenByDevices(state));
    }

    private boolean isClockWaitingFor(State state, int cpu) {
        return clock.waitsForCpu(seenByDevices(state), cpu);
    }

    /** What devices and the clock's urgency read of a state is noted where steps are hidden from them. */
    private State seenByDevices(State state) {
        return looking.at(state);
    }

    /**
     * The agents that can act, one bit each; the outside world is none of them. An interrupt that only waits for its
     * CPU's store buffer to drain counts: a CPU that stores and stores cannot put it off for ever.
     */
    public long enabledAgents(PackedState state) {
        long enabled = 0;
        for (int cpu = 0; cpu < cpus.length; cpu++) {
            Frame frame = program.frame(cpu, layout.stack(state.words, cpu));
            int due = cpus[cpu].dueInterrupts(state) & ~frame.inService;
            for (; due != 0; due &= due - 1) {
                enabled |= agents.bit(Step.interrupt(cpu, Integer.numberOfTrailingZeros(due)));
            }
            if (canRun(state, cpu, frame)) {
                enabled |= agents.bit(Step.operation(cpu, 0));
            }
        }
        for (int event = 0; event < events.length; event++) {
            if (agents.isInternal(Step.event(event)) && enabled(state, Step.event(event))) {
                enabled |= agents.bit(Step.event(event));
            }
        }
        return enabled;
    }

    /** Those of {@link #enabledAgents} that poll: they need not act if the chance goes by again and again. */
    public long pollingAgents(PackedState state) {
        long polling = 0;
        for (int cpu = 0; cpu < cpus.length; cpu++) {
            Frame frame = program.frame(cpu, layout.stack(state.words, cpu));
            if (canRun(state, cpu, frame) && frame.operation().isPolling()) {
                polling |= agents.bit(Step.operation(cpu, 0));
            }
        }
        return polling;
    }

    private int takeable(PackedState state, int cpu, Frame frame) {
        int pending = cpus[cpu].takeableInterrupts(state);
        return pending == 0 ? 0 : pending & ~frame.inService;
    }

    private boolean canRun(PackedState state, int cpu, Frame frame) {
        return !frame.isDone() && frame.operation().enabled(state, cpu);
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
                case OPERATION -> {
                    operate(Step.cpu(step), Step.detail(step), step);
                }
                case INTERRUPT -> {
                    Frame handler = interrupt(Step.cpu(step), Step.detail(step), step);
                    if (fuse) {
                        transactions[Step.cpu(step)].beginWithInterrupt();
                    }
                    fuse(Step.cpu(step), handler);
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
        if (fuse) {
            transactions[cpu].begin(frame.operation(), frame.isSeen, after);
        }
        fuse(cpu, run(frame, cpu, choice, step));
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
        if (fuse) {
            transactions[cpu].carriedOut(after, edge.forgotten().length > 0);
        }
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

    /** Goes on with the CPU as long as its operations make one transition. */
    private void fuse(int cpu, Frame start) {
        if (!fuse) {
            return;
        }
        Frame frame = start;
        for (int fused = 0; fused < MAX_FUSED; fused++) {
            if (frame.isDone() || !transactions[cpu].takesIn(frame.operation(), frame.isSeen, after)) {
                return;
            }
            frame = run(frame, cpu, 0, Step.operation(cpu, 0));
        }
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
