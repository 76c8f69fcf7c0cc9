// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.machine;

/**
 * The one-shot timer of each local APIC. It raises its vector when its count runs out, unless it is
 * masked at that moment; it stands still while its CPU sleeps in a state that stops it.
 */
public final class LocalApicTimer {
    /** What traces call the register that is programmed in one-shot mode. */
    public static final String INITIAL_COUNT = "TMICT";

    private final Machine machine;
    private final Vector vector;
    private final PerCpu<TimeCell> count;
    private final PerCpu<Word> masked;
    /** The mask bits themselves where no unmasking takes time. */
    private PerCpu<Word> unmasking;

    /** In one-shot mode. */
    public LocalApicTimer(Machine machine, Vector vector) {
        this(machine, vector, INITIAL_COUNT);
    }

    /**
     * Makes the timer of each CPU.
     *
     * @param register what traces call the register that is programmed, without the CPU's number
     */
    public LocalApicTimer(Machine machine, Vector vector, String register) {
        this.machine = machine;
        this.vector = vector;
        this.count = machine.perCpu(cpu -> machine.time(register + "[" + cpu + "]", Instant.never())
                .countedByDevice()
                .ownedBy(cpu));
        this.masked = machine.perCpu(cpu ->
                machine.word("LVTT.mask[" + cpu + "]", 1, 0).readByClock().ownedBy(cpu));
        this.unmasking = masked;
        for (int cpu = 0; cpu < machine.cpuCount(); cpu++) {
            machine.clock().add(new Countdown(cpu));
        }
    }

    /** The initial-count register: when the count runs out, or never. */
    public TimeCell initialCount() {
        return count.own();
    }

    /** Has a CPU's timer stay masked while this device register of it is not 0, which unmasking it sets; for wiring. */
    public void staysMaskedWhile(PerCpu<Word> onItsWay) {
        unmasking = onItsWay;
    }

    /** What it raises. */
    public Vector vector() {
        return vector;
    }

    /** The mask bit of the timer's local vector table entry. */
    public Word mask() {
        return masked.own();
    }

    /** When the count of some CPU runs out, for properties. */
    public TimeCell count(int cpu) {
        return count.of(cpu);
    }

    /** The mask bit of some CPU, for properties. */
    public Word mask(int cpu) {
        return masked.of(cpu);
    }

    /** The timer of one CPU. */
    private final class Countdown implements Clock.TickListener {
        private final int cpu;

        Countdown(int cpu) {
            this.cpu = cpu;
        }

        private boolean isStopped(State state) {
            return machine.cpu(cpu).sleep(state).stopsLocalApicTimer();
        }

        @Override
        public boolean isRunning(State state) {
            return state.get(count.of(cpu).field()) != machine.clock().never() && !isStopped(state);
        }

        @Override
        public void ticked(State state) {
            if (!isRunning(state)) {
                return;
            }
            Field field = count.of(cpu).field();
            int time = state.get(field);
            boolean expired = time - 1 <= machine.clock().now();
            state.set(field, expired ? machine.clock().never() : time - 1);
            if (expired) {
                expire(state);
            }
        }

        private void expire(State state) {
            if (state.get(masked.of(cpu).field()) == 0
                    && state.get(unmasking.of(cpu).field()) == 0) {
                machine.cpu(cpu).requestInterrupt(state, vector);
            }
        }

        @Override
        public boolean isProgrammedBy(TimeCell register) {
            return register == count.of(cpu);
        }

        @Override
        public long due(ExactState state) {
            return isStopped(state) ? ExactState.NEVER : state.time(count.of(cpu));
        }

        @Override
        public void act(ExactState state) {
            state.setTime(count.of(cpu), ExactState.NEVER);
            expire(state);
        }

        @Override
        public boolean standsStillWith(int sleeper) {
            return sleeper == cpu;
        }

        @Override
        public void stoodStill(ExactState state, long ticks) {
            long time = state.time(count.of(cpu));
            if (time != ExactState.NEVER) {
                state.setTime(count.of(cpu), time + ticks);
            }
        }
    }
}
