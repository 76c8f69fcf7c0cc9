// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.run;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.wakeproof.machine.Clock;
import org.wakeproof.machine.ExactState;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Step;
import org.wakeproof.machine.TimeCell;

/**
 * Who acts beside the CPUs, and when: devices that time drives, deliveries of their signals, and the sources of the
 * outside world. Each is an agent of the run's queue, in this order, from number 0.
 */
final class Outside {
    /** How long a device waits for the clock where that waits, in nanoseconds. */
    private static final long PATIENCE = 1000;

    private final Machine machine;
    private final Setup set;
    private final Map<String, Decider> deciders;
    private final TimedState state;
    private final long tick;
    private final List<Clock.TickListener> devices;
    private final List<Delivery> deliveries;
    private final List<Source> sources;
    private final int firstSource;
    /** By cell: the device that it programs; -1 for none. */
    private final int[] programmed;
    /** By device: the tick at which it is due. */
    private final long[] dues;
    /** By CPU: the device that stands still while it sleeps deeply; -1 for none. */
    private final int[] stopped;

    private final EventQueue queue;

    /** The outside of a machine; the CPUs are the last agents of its queue. */
    Outside(Machine machine, Setup set, TimedState state) {
        this.machine = machine;
        this.set = set;
        this.deciders = Map.copyOf(set.deciders());
        this.state = state;
        this.tick = machine.clock().tickNanoseconds();
        this.devices = machine.clock().devices();
        this.deliveries = Delivery.of(machine);
        this.sources = set.sources();
        this.firstSource = devices.size() + deliveries.size();
        this.queue = new EventQueue(agents() + machine.cpuCount());
        this.dues = new long[devices.size()];
        this.programmed = new int[machine.fields().size()];
        this.stopped = new int[machine.cpuCount()];
        findStopped();
        findProgrammed();
    }

    private void findStopped() {
        Arrays.fill(stopped, -1);
        for (int cpu = 0; cpu < stopped.length; cpu++) {
            for (int device = 0; device < devices.size(); device++) {
                if (devices.get(device).standsStillWith(cpu)) {
                    stopped[cpu] = device;
                }
            }
        }
    }

    private void findProgrammed() {
        Arrays.fill(programmed, -1);
        machine.cells().forEach(cell -> {
            if (cell instanceof TimeCell time) {
                for (int device = 0; device < devices.size(); device++) {
                    if (devices.get(device).isProgrammedBy(time)) {
                        programmed[time.field().index()] = device;
                    }
                }
            }
        });
    }

    /** Has everybody wait for the first time at which it acts. */
    void start(long time) {
        for (int source = 0; source < sources.size(); source++) {
            queue.set(firstSource + source, sources.get(source).next().applyAsLong(time));
        }
        for (int device = 0; device < devices.size(); device++) {
            reschedule(device);
        }
    }

    /** When each agent acts next, the CPUs' among them. */
    EventQueue queue() {
        return queue;
    }

    /** How many agents are not CPUs. */
    int agents() {
        return firstSource + sources.size();
    }

    /** Has a source happen at a time, in nanoseconds, if it does not happen before. */
    void happensAt(Source source, long time) {
        int agent = firstSource + sources.indexOf(source);
        queue.set(agent, Math.min(queue.time(agent), time));
    }

    /** An agent's time has come. */
    void happen(int agent, long time) {
        if (agent >= firstSource) {
            happen(agent, sources.get(agent - firstSource), time);
        } else if (agent >= devices.size()) {
            deliver(agent, time);
        } else if (state.now() < dues[agent]) {
            queue.set(agent, time + PATIENCE);
        } else {
            devices.get(agent).act(state);
            reschedule(agent);
            expectDeliveries(time);
        }
    }

    private void happen(int agent, Source source, long time) {
        if (source.event().enabled(state)) {
            set.record(Step.event(machine.events().indexOf(source.event())), time);
            source.event().fire(state);
        }
        queue.set(agent, source.next().applyAsLong(time));
    }

    private void deliver(int agent, long time) {
        queue.set(agent, EventQueue.NEVER);
        int event = deliveries.get(agent - devices.size()).choose(state, deciders, time);
        if (event >= 0) {
            set.record(Step.event(event), time);
            machine.events().get(event).fire(state);
        }
    }

    private void expectDeliveries(long time) {
        for (int each = 0; each < deliveries.size(); each++) {
            int agent = devices.size() + each;
            if (queue.time(agent) == EventQueue.NEVER && deliveries.get(each).isPossible(state)) {
                queue.set(agent, time);
            }
        }
    }

    private void reschedule(int device) {
        long due = devices.get(device).due(state);
        dues[device] = due;
        queue.set(device, due == ExactState.NEVER ? EventQueue.NEVER : due * tick);
    }

    /** A CPU has written a cell of time, which may be a register of a device. */
    void written(TimeCell register) {
        int device = programmed[register.field().index()];
        if (device >= 0) {
            reschedule(device);
        }
    }

    /** A CPU has fallen asleep so deeply that its local APIC timer stops. */
    void stopsFor(int cpu) {
        if (stopped[cpu] >= 0) {
            reschedule(stopped[cpu]);
        }
    }

    /** A CPU wakes up whose local APIC timer has stood still since a tick. */
    void goesOnFor(int cpu, long sinceTick) {
        int device = stopped[cpu];
        if (device >= 0) {
            devices.get(device).stoodStill(state, state.now() - sinceTick);
            reschedule(device);
        }
    }
}
