// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.machine;

import org.wakeproof.machine.TimeOperation.CompareTime;
import org.wakeproof.machine.TimeOperation.LoadTime;
import org.wakeproof.machine.TimeOperation.StoreTime;
import org.wakeproof.machine.TimeOperation.TimeSinceNow;

/**
 * A point in time: a deadline, a device's match value, or a local variable of a function that holds
 * a time. It is kept relative to now (see {@link Clock}) and ages as the clock advances, which is
 * why a time is never held in a Java local: comparing two is an operation.
 */
public final class TimeCell extends Cell {
    private boolean ageing = true;
    private boolean sample;
    private boolean missesPast;

    TimeCell(Machine machine, String name, int initial) {
        super(machine, name, machine.clock().never(), initial);
    }

    // Declaring.

    /** Declares that only this CPU touches it. */
    public TimeCell ownedBy(int cpu) {
        restrict(new Access.OwnedBy(cpu));
        return this;
    }

    /** Declares that only this CPU changes it; all may read it. */
    public TimeCell writtenBy(int cpu) {
        restrict(new Access.WrittenBy(cpu));
        return this;
    }

    /** Declares that only the holder of the lock touches it. */
    public TimeCell guardedBy(SpinLock lock) {
        restrict(new Access.GuardedBy(lock));
        return this;
    }

    /** Declares that only the holder of the lock which {@code selector} chooses touches it. */
    public TimeCell guardedBy(Word selector, PerCpu<SpinLock> locks) {
        restrict(new Access.GuardedBySelected(selector, locks));
        return this;
    }

    /** Declares that it holds a sample of now, whose age the clock bounds. */
    public TimeCell sampleOfNow() {
        sample = true;
        return this;
    }

    /** Declares a device's match register: a time not in the future never matches. */
    TimeCell matchRegister() {
        markClockwork();
        missesPast = true;
        return this;
    }

    /** Whether it is a device's match register. */
    public boolean isMatchRegister() {
        return missesPast;
    }

    /** Declares that its device, not the clock, counts it down. */
    TimeCell countedByDevice() {
        markClockwork();
        ageing = false;
        return this;
    }

    boolean isAgeing() {
        return ageing;
    }

    boolean isSample() {
        return sample;
    }

    // Operations, each one step.

    /** {@code NOW()}, sampled into this cell. */
    public void sampleNow() {
        set(Instant.now());
    }

    /** Stores an instant that is worked out from the clock alone. */
    public void set(Instant instant) {
        machine().perform(new StoreTime(this, instant));
    }

    /** Copies another time into this one. */
    public void copyFrom(TimeCell source) {
        machine().perform(new LoadTime(this, source, 0));
    }

    /** Stores {@code source + delta} ticks; the special times 0 and never stay what they are. */
    public void copyFrom(TimeCell source, int delta) {
        machine().perform(new LoadTime(this, source, delta));
    }

    /** Whether this time is strictly before the other. */
    public boolean isBefore(TimeCell other) {
        return compare(other) < 0;
    }

    /** Whether this time is the other or before it. */
    public boolean isAtOrBefore(TimeCell other) {
        return compare(other) <= 0;
    }

    /** Whether it is the special time 0, which Xen uses for "none". */
    public boolean isZero() {
        return machine().perform(new TimeOperation.IsTime(this, Clock.ZERO)) != 0;
    }

    /** Whether it is {@code STIME_MAX}. */
    public boolean isNever() {
        return machine()
                        .perform(
                                new TimeOperation.IsTime(this, machine().clock().never()))
                != 0;
    }

    /**
     * {@code this - NOW()} in ticks, from {@link Clock#longAgo()} to {@link Clock#horizon()}; the
     * least int for time 0 and the greatest for never.
     */
    public int minusNow() {
        return machine().perform(new TimeSinceNow(this));
    }

    /**
     * {@code this - other} in ticks; the least int where this is time 0, the greatest where it is never, and where only
     * the other is one of these, the greatest for time 0 and the least for never.
     */
    public int minus(TimeCell other) {
        return machine().perform(new TimeOperation.TimeBetween(this, other));
    }

    private int compare(TimeCell other) {
        return machine().perform(new CompareTime(this, other)) - 1;
    }

    /** One that a single CPU touches is as good as a register: nobody could tell when a store to it reaches memory. */
    @Override
    boolean isBufferable() {
        return super.isBufferable() && !(access() instanceof Access.OwnedBy);
    }

    /** A plain store of a time. */
    void writeTime(State state, int cpu, int value) {
        writePlainly(
                state,
                cpu,
                missesPast && value <= machine().clock().now()
                        ? machine().clock().never()
                        : value);
    }

    long readExactly(ExactState state, int cpu) {
        checkRead(state, cpu);
        return state.time(this);
    }

    void writeExactly(ExactState state, int cpu, long time) {
        checkWrite(state, cpu);
        state.setTime(this, missesPast && time <= state.now() ? ExactState.NEVER : time);
    }

    @Override
    public String format(int value) {
        return machine().clock().format(value);
    }
}
