// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.model;

import java.util.List;
import org.wakeproof.explorer.program.Frame;
import org.wakeproof.explorer.program.Program;
import org.wakeproof.machine.Clock;
import org.wakeproof.machine.Cpu;
import org.wakeproof.machine.Event;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.State;
import org.wakeproof.machine.Step;

/** Which steps can be taken in a state, and by whom. For one thread. */
final class EnabledSteps {
    private final Program program;
    private final Layout layout;
    private final Watched.Looking looking;
    private final Agents agents;
    private final Cpu[] cpus;
    private final Clock clock;
    /** The clock's among agents; 0 where it is no event. */
    private final long clockBit;

    private final Event[] events;
    private final List<Event> all;

    /**
     * Steps of a model.
     *
     * @param looking what devices and the clock's urgency read of a state is noted where steps are hidden from them
     */
    EnabledSteps(Model model, Watched.Looking looking) {
        Machine machine = model.machine;
        this.program = model.program;
        this.layout = model.layout;
        this.looking = looking;
        this.agents = model.agents;
        this.cpus = new Cpu[machine.cpuCount()];
        for (int cpu = 0; cpu < cpus.length; cpu++) {
            cpus[cpu] = machine.cpu(cpu);
        }
        this.clock = machine.clock();
        this.all = machine.events();
        this.clockBit = all.contains(clock) ? agents.bit(Step.event(all.indexOf(clock))) : 0;
        this.events = all.toArray(new Event[0]);
    }

    /** Whether a step can be taken. */
    boolean contains(PackedState state, int step) {
        int cpu = Step.cpu(step);
        return switch (Step.kind(step)) {
            case OPERATION -> {
                Frame frame = cpu < cpus.length ? frame(state, cpu) : null;
                yield frame != null
                        && canRun(state, cpu, frame)
                        && Step.detail(step) < frame.operation().choices();
            }
            case INTERRUPT ->
                cpu < cpus.length && (takeable(state, cpu, frame(state, cpu)) >>> Step.detail(step) & 1) != 0;
            case EVENT ->
                Step.detail(step) < events.length
                        && canHappen(state, Step.detail(step))
                        && !(events[Step.detail(step)] == clock && isClockUrged(state));
        };
    }

    /** The interrupts that a CPU can take, one bit each. */
    int takeable(PackedState state, int cpu, Frame frame) {
        int pending = cpus[cpu].takeableInterrupts(state);
        return pending == 0 ? 0 : pending & ~frame.inService;
    }

    /** Whether a CPU can carry out the operation that it is at. */
    boolean canRun(PackedState state, int cpu, Frame frame) {
        return !frame.isDone() && frame.operation().enabled(state, cpu);
    }

    /** Whether an event can happen, as far as it is not CPUs that keep it, the clock's, waiting. */
    boolean canHappen(PackedState state, int event) {
        return events[event] == clock
                ? clock.enabled(state) && !clock.waitsForDevices(looking.at(state), all)
                : events[event].enabled(looking.at(state));
    }

    /** Whether some CPU keeps an urgent clock waiting. */
    private boolean isClockUrged(PackedState state) {
        for (int cpu = 0; clock.isUrgent() && cpu < cpus.length; cpu++) {
            if (urgesClock(state, cpu, frame(state, cpu))) {
                return true;
            }
        }
        return false;
    }

    /** Whether a CPU keeps an urgent clock waiting. */
    boolean urgesClock(PackedState state, int cpu, Frame frame) {
        return clock.isUrgent()
                && (takeable(state, cpu, frame) != 0 || canRun(state, cpu, frame))
                && clockWaitsFor(state, cpu);
    }

    /** Whether an urgent clock waits for a CPU that can act. */
    boolean clockWaitsFor(State state, int cpu) {
        return clock.waitsForCpu(looking.at(state), cpu);
    }

    /**
     * The agents that can act, one bit each; the outside world is none of them. An interrupt that only waits for its
     * CPU's store buffer to drain counts: a CPU that stores and stores cannot put it off for ever.
     */
    long agents(PackedState state) {
        long enabled = 0;
        for (int cpu = 0; cpu < cpus.length; cpu++) {
            Frame frame = frame(state, cpu);
            int due = cpus[cpu].dueInterrupts(state) & ~frame.inService;
            for (; due != 0; due &= due - 1) {
                enabled |= agents.bit(Step.interrupt(cpu, Integer.numberOfTrailingZeros(due)));
            }
            if (canRun(state, cpu, frame)) {
                enabled |= agents.bit(Step.operation(cpu, 0));
            }
        }
        for (int event = 0; event < events.length; event++) {
            if (agents.isInternal(Step.event(event)) && contains(state, Step.event(event))) {
                enabled |= agents.bit(Step.event(event));
            }
        }
        return enabled;
    }

    /** The clock's bit, where it would be one of {@link #agents} but for samples of now that somebody holds. */
    long heldAgents(PackedState state) {
        return clockBit != 0
                        && clock.waitsForSamples(state)
                        && !clock.waitsForDevices(looking.at(state), all)
                        && !isClockUrged(state)
                ? clockBit
                : 0;
    }

    /** Those of {@link #agents} that poll: they need not act if the chance goes by again and again. */
    long pollingAgents(PackedState state) {
        long polling = 0;
        for (int cpu = 0; cpu < cpus.length; cpu++) {
            Frame frame = frame(state, cpu);
            if (canRun(state, cpu, frame) && frame.operation().isPolling()) {
                polling |= agents.bit(Step.operation(cpu, 0));
            }
        }
        return polling;
    }

    private Frame frame(PackedState state, int cpu) {
        return program.frame(cpu, layout.stack(state.words, cpu));
    }
}
