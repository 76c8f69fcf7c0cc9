// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.machine;

/**
 * One comparator of the HPET. A match is an edge: it happens when the counter reaches the value, and
 * a value that the counter has passed when it is written never matches. Between the match and the
 * arrival of the interrupt at a CPU any time may pass.
 */
public final class HpetComparator {
    /** Where the interrupt goes when it is delivered. */
    @FunctionalInterface
    public interface Routing {
        /** Whether it may go to this CPU. */
        boolean reaches(State state, int cpu);
    }

    private final Machine machine;
    private final TimeCell match;
    private final Field signalled;
    private Word enabled;

    public HpetComparator(Machine machine, String name, Routing routing, Vector vector) {
        this.machine = machine;
        this.match = machine.time(name + ".comparator", Instant.never()).matchRegister();
        this.signalled = machine.field(name + ".signalled", 1, 0);
        machine.clock().add(new Match());
        for (int cpu = 0; cpu < machine.cpuCount(); cpu++) {
            machine.event(new Delivery(name, cpu, Machine.fixed(routing), vector));
        }
    }

    /** Gives it the bit that lets it interrupt, set at first; a match while it is clear is forgotten. */
    public HpetComparator withEnableBit() {
        enabled = machine.word(match.name() + ".enable", 1, 1).readByClock();
        return this;
    }

    /** The bit that lets it interrupt. */
    public Word enableBit() {
        return enabled;
    }

    /** The value at which it signals. */
    public TimeCell match() {
        return match;
    }

    /** Signals when the counter reaches the value. */
    private final class Match implements Clock.TickListener {
        @Override
        public void ticked(State state) {
            // An ageing cell: the clock has counted it down already.
            if (state.get(match.field()) == machine.clock().now()) {
                state.set(match.field(), machine.clock().never());
                if (enabled == null || state.get(enabled.field()) != 0) {
                    state.set(signalled, 1);
                }
            }
        }

        @Override
        public boolean isProgrammedBy(TimeCell register) {
            return register == match;
        }

        @Override
        public long due(ExactState state) {
            return state.time(match);
        }

        @Override
        public void act(ExactState state) {
            state.setTime(match, ExactState.NEVER);
            if (enabled == null || state.get(enabled.field()) != 0) {
                state.set(signalled, 1);
            }
        }

        @Override
        public boolean isRunning(State state) {
            // An armed comparator is a time that grows older.
            return false;
        }
    }

    private final class Delivery extends Event {
        private final int cpu;
        private final Routing routing;
        private final Vector vector;

        Delivery(String name, int cpu, Routing routing, Vector vector) {
            super(name, Kind.INTERNAL);
            this.cpu = cpu;
            this.routing = routing;
            this.vector = vector;
        }

        /** To whichever CPU: the comparator interrupts. */
        @Override
        public Object device() {
            return HpetComparator.this;
        }

        @Override
        public boolean enabled(State state) {
            return state.get(signalled) != 0 && routing.reaches(state, cpu);
        }

        @Override
        public void fire(State state) {
            state.set(signalled, 0);
            machine.cpu(cpu).requestInterrupt(state, vector);
        }

        @Override
        public String describe(State before, State after) {
            return vector + " interrupt to CPU" + cpu;
        }
    }
}
