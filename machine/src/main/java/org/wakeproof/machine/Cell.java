// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.machine;

/** A named shared location with a declared range, and optionally with a declaration of who may touch it. */
public abstract sealed class Cell permits Word, TimeCell, SpinLock {
    /** Who stores where it is a device. */
    private static final int NO_CPU = -1;

    private final Machine machine;
    private final Field field;
    private final int max;
    private Access access;
    private boolean device;
    private boolean clockwork;
    private Monitor monitor;

    Cell(Machine machine, String name, int max, int initial) {
        if (max < 0) {
            throw new IllegalArgumentException(name + ": its greatest value is at least 0, not " + max);
        }
        if (initial < 0 || initial > max) {
            throw new IllegalArgumentException(
                    name + " is declared to hold 0.." + max + ", but its initial value is " + initial);
        }
        this.machine = machine;
        this.max = max;
        this.field = machine.field(name, Field.bitsFor(max), initial);
        field.holds(this);
    }

    public final String name() {
        return field.name();
    }

    public final Field field() {
        return field;
    }

    /** The greatest value it may hold; the least is 0. */
    public final int max() {
        return max;
    }

    /** Whether it is a device register, which is read and written uncached and seen by the device. */
    public final boolean isDevice() {
        return device;
    }

    /** The declaration of who may touch it, or null where anybody may. */
    public final Access access() {
        return access;
    }

    /** Whether it is declared never to change. */
    final boolean isReadOnly() {
        return access instanceof Access.ReadOnly;
    }

    final Machine machine() {
        return machine;
    }

    final void markDevice() {
        device = true;
    }

    /** Declares that a tick of the clock, other than by making it older, reads or changes it. */
    final void markClockwork() {
        device = true;
        clockwork = true;
    }

    /** Declares that a monitor sees the stores to it; who may touch it is not restricted then. */
    final void monitoredBy(Monitor watcher) {
        machine.checkWiring(name());
        if (access != null || monitor != null) {
            throw new IllegalStateException(name() + ": it is restricted, or has a monitor already");
        }
        monitor = watcher;
    }

    final void restrict(Access rule) {
        machine.checkWiring(name());
        if (monitor != null) {
            throw new IllegalStateException(name() + ": a store to it wakes a CPU, so it is nobody's own");
        }
        if (access != null) {
            throw new IllegalStateException(name() + ": who may touch it is declared already");
        }
        access = rule;
    }

    final int read(State state, int cpu) {
        checkRead(state, cpu);
        return view(state, cpu);
    }

    final void checkRead(State state, int cpu) {
        if (!isReadableBy(state, cpu)) {
            throw race(cpu);
        }
    }

    final void checkWrite(State state, int cpu) {
        if (access != null && !access.permits(state, cpu)) {
            throw race(cpu);
        }
    }

    /** Whether its declaration lets this CPU read it. */
    final boolean isReadableBy(State state, int cpu) {
        return access == null || access.isReadByAll() || access.permits(state, cpu);
    }

    /** What a CPU sees in it: its own latest store, or memory. */
    public final int view(State state, int cpu) {
        return isBuffered() ? machine.storeBuffers().load(state, cpu, this) : state.get(field);
    }

    /** Whether a load can be carried out: one of a device register waits for the CPU's stores. */
    final boolean isLoadable(State state, int cpu) {
        return !device || isDrained(state, cpu);
    }

    /** Says, for traces, that a CPU has read its own store from its buffer, if it has. */
    final String forwarded(State state, int cpu) {
        return isBuffered() && machine.storeBuffers().holds(state, cpu, this) ? " (from its own store buffer)" : "";
    }

    /** Says, for traces, where a plain store has gone, if not to memory. */
    final String delayed() {
        return isBuffered() ? " (in the store buffer)" : "";
    }

    private boolean isBuffered() {
        return machine.storeBuffers() != null && isBufferable();
    }

    /** Whether stores to it go through store buffers, where there are any. */
    boolean isBufferable() {
        return !device;
    }

    /** A plain store, which may be seen by others later. */
    final void writePlainly(State state, int cpu, int value) {
        if (!isBuffered()) {
            write(state, cpu, value);
            return;
        }
        validate(state, cpu, value);
        machine.storeBuffers().store(state, cpu, this, value);
    }

    /** Whether a plain store can be carried out. */
    final boolean hasRoomFor(State state, int cpu) {
        return device
                ? isDrained(state, cpu)
                : !isBuffered() || !machine.storeBuffers().isFull(state, cpu);
    }

    /** Whether all that the CPU has stored has reached memory. */
    final boolean isDrained(State state, int cpu) {
        return machine.storeBuffers() == null || machine.storeBuffers().isEmpty(state, cpu);
    }

    final void write(State state, int cpu, int value) {
        validate(state, cpu, value);
        reachMemory(state, cpu, value);
    }

    /** What a device stores, for all to see at once. */
    final void writeByDevice(State state, String name, int value) {
        if (access != null) {
            throw new Violation(Violation.RACE, name + " touches " + name() + ", but " + access.demand());
        }
        if (this instanceof SpinLock) {
            throw new Violation(Violation.RACE, name + " touches " + name() + ", which is a lock");
        }
        checkRange(value);
        reachMemory(state, NO_CPU, value);
    }

    /** A store of this CPU, or of none, is there for all to see. */
    final void reachMemory(State state, int cpu, int value) {
        state.set(field, value);
        if (monitor != null) {
            monitor.stored(state, cpu);
        }
    }

    private void validate(State state, int cpu, int value) {
        checkWrite(state, cpu);
        checkRange(value);
    }

    private void checkRange(int value) {
        if (value < 0 || value > max) {
            throw new Violation(
                    Violation.RANGE, name() + " is declared to hold 0.." + max + ", but " + value + " is written");
        }
    }

    private Violation race(int cpu) {
        return new Violation(Violation.RACE, "CPU" + cpu + " touches " + name() + ", but " + access.demand());
    }

    /** Whether nobody but {@code cpu} can see or change it in this state. */
    final boolean isExclusive(State state, int cpu) {
        return writing(state, cpu) == Mover.BOTH;
    }

    /**
     * How reading it moves. Where only this CPU may touch it, but others can change who may, that still moves to the
     * right: whoever changes it in between could as well have done so before, and then the access itself breaks the rule.
     */
    final Mover reading(State state, int cpu) {
        if (access == null || clockwork && !machine.clock().isHeldBy(state, cpu)) {
            return Mover.NEITHER;
        }
        if (access.isSteadyFor(state, cpu)) {
            return Mover.BOTH;
        }
        return !access.isReadByAll() && access.permits(state, cpu) ? Mover.RIGHT : Mover.NEITHER;
    }

    /** How writing it moves. */
    final Mover writing(State state, int cpu) {
        return access == null || access.isReadByAll() ? Mover.NEITHER : reading(state, cpu);
    }

    /** Renders a value as a reader of traces knows it. */
    public abstract String format(int value);

    @Override
    public final String toString() {
        return name();
    }
}
