// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.run;

import java.util.List;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.SleepState;

/** Interrupts on their way to the CPUs, and the sleeps that they end. */
final class Interrupts {
    private final Machine machine;
    private final Setup set;
    private final CStateTimes cStates;
    private final TimedState state;
    private final Outside outside;
    private final EventQueue queue;
    private final List<Processor> processors;

    Interrupts(Machine machine, Setup set, TimedState state, Outside outside, List<Processor> processors) {
        this.machine = machine;
        this.set = set;
        this.cStates = set.cStates();
        this.state = state;
        this.outside = outside;
        this.queue = outside.queue();
        this.processors = processors;
    }

    /** Looks for interrupts that somebody has sent at a time; they arrive that much later, in nanoseconds. */
    void notice(long time, long latency) {
        for (Processor processor : processors) {
            notice(processor, time, latency);
        }
    }

    private void notice(Processor processor, long time, long latency) {
        int fresh = processor.newlyPending(processor.cpu().interruptRequests(state));
        for (int rest = fresh; rest != 0; rest &= rest - 1) {
            int vector = Integer.numberOfTrailingZeros(rest);
            long arrival = time + latency;
            processor.arrivesAt(vector, arrival);
            if (processor.sleep != SleepState.AWAKE) {
                wake(processor, vector, Math.max(arrival, processor.wakeable));
            } else if (processor.waitingFor != null && processor.cpu().interruptsEnabled(state)) {
                queue.set(
                        processor.agent(), Math.min(queue.time(processor.agent()), Math.max(processor.time, arrival)));
            }
        }
    }

    private void wake(Processor processor, int vector, long woken) {
        long goesOn = woken + cStates.exit(processor.sleep);
        if (goesOn < processor.goesOn) {
            processor.goesOn = goesOn;
            processor.wakingVector = vector;
            if (processor.waitingFor != null) {
                queue.set(processor.agent(), goesOn);
            }
        }
    }

    /** The vector that a CPU takes now, or -1. */
    int arrived(Processor processor) {
        int requests = processor.cpu().interruptRequests(state);
        return requests != 0 && processor.cpu().interruptsEnabled(state)
                ? processor.arrived(requests & ~processor.inService)
                : -1;
    }

    /** When a CPU goes on that cannot do so by itself. */
    long endOfWait(Processor processor) {
        if (processor.sleep != SleepState.AWAKE || !processor.cpu().interruptsEnabled(state)) {
            return processor.goesOn;
        }
        int requests = processor.cpu().interruptRequests(state) & ~processor.inService;
        return Math.max(processor.time, processor.firstArrival(requests));
    }

    /** A CPU enters a C-state, unless an interrupt is on its way: that state is left as soon as it is there. */
    void fallAsleep(Processor processor, SleepState entered, boolean sleeps) {
        if (!sleeps) {
            processor.time = Math.max(
                    processor.time, processor.firstArrival(processor.cpu().interruptRequests(state)));
            return;
        }
        processor.sleep = entered;
        processor.asleepSince = state.nanoseconds();
        processor.asleepSinceTick = state.now();
        processor.wakeable = processor.time + cStates.entry(entered);
        processor.goesOn = EventQueue.NEVER;
        set.observer().fallsAsleep(processor.number(), entered, state.nanoseconds());
        if (entered.stopsLocalApicTimer()) {
            outside.stopsFor(processor.number());
        }
    }

    /** A CPU goes on, which has slept or not. */
    void wakeUp(Processor processor) {
        SleepState left = processor.sleep;
        if (left == SleepState.AWAKE) {
            return;
        }
        processor.sleep = SleepState.AWAKE;
        processor.goesOn = EventQueue.NEVER;
        if (left.stopsLocalApicTimer()) {
            outside.goesOnFor(processor.number(), processor.asleepSinceTick);
        }
        long time = state.nanoseconds();
        set.observer()
                .wakes(
                        processor.number(),
                        left,
                        processor.asleepSince,
                        time - cStates.exit(left),
                        time,
                        machine.vectors().get(processor.wakingVector));
    }
}
