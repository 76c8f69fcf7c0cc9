// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.machine;

import java.util.function.IntFunction;
import org.wakeproof.machine.AtomicOperation.AtomicUpdate;
import org.wakeproof.machine.AtomicOperation.AtomicUpdate.Kind;
import org.wakeproof.machine.AtomicOperation.CompareExchange;
import org.wakeproof.machine.Operation.Load;
import org.wakeproof.machine.Operation.Store;
import org.wakeproof.machine.Operation.Until;

/** A bounded word: counter, flag, bit mask, or the number of one of a fixed set of objects. */
public final class Word extends Cell {
    private boolean saturating;
    private boolean wrapping;
    private boolean notable;
    private IntFunction<String> format = Integer::toString;

    Word(Machine machine, String name, int max, int initial) {
        super(machine, name, max, initial);
    }

    // Declaring.

    /** Declares that only this CPU touches it. */
    public Word ownedBy(int cpu) {
        restrict(new Access.OwnedBy(cpu));
        return this;
    }

    /** Declares that only this CPU changes it; all may read it. */
    public Word writtenBy(int cpu) {
        restrict(new Access.WrittenBy(cpu));
        return this;
    }

    /** Declares that only the holder of the lock touches it. */
    public Word guardedBy(SpinLock lock) {
        restrict(new Access.GuardedBy(lock));
        return this;
    }

    /** Declares that only the holder of the lock which {@code selector} chooses touches it. */
    public Word guardedBy(Word selector, PerCpu<SpinLock> locks) {
        restrict(new Access.GuardedBySelected(selector, locks));
        return this;
    }

    /** Declares that it never changes in this system. */
    public Word readOnly() {
        restrict(new Access.ReadOnly());
        return this;
    }

    /** Declares that only the holder of the lock which {@code selector} chooses changes it; all may read it. */
    public Word writtenUnder(Word selector, PerCpu<SpinLock> locks) {
        restrict(new Access.WrittenUnderSelected(selector, locks));
        return this;
    }

    /** Declares that only the holder of the lock changes it; all may read it. */
    public Word writtenUnder(SpinLock lock) {
        restrict(new Access.WrittenUnder(lock));
        return this;
    }

    /** Declares that a reader of traces wants to see it read, even where nobody can change it. */
    public Word notable() {
        notable = true;
        return this;
    }

    boolean isNotable() {
        return notable;
    }

    /** Declares that adding to it stops at 0 instead of breaking its range: what is less is not told apart. */
    public Word saturating() {
        saturating = true;
        return this;
    }

    boolean isSaturating() {
        return saturating;
    }

    /** Declares that adding to it wraps round, from its greatest value to 0, as C's unsigned integers do. */
    public Word wrapping() {
        wrapping = true;
        return this;
    }

    boolean isWrapping() {
        return wrapping;
    }

    /** Declares that only the CPU whose own word of {@code running} holds the value touches it. */
    public Word ownedByRunner(PerCpu<Word> running, int value) {
        restrict(new Access.OwnedByRunner(running, value));
        return this;
    }

    /** Declares it a device register. */
    public Word deviceRegister() {
        markDevice();
        return this;
    }

    /** Declares a device register that the device reads when the clock ticks, and at no other time. */
    Word readByClock() {
        markClockwork();
        return this;
    }

    /** Sets how traces show a value. */
    public Word shownAs(IntFunction<String> shown) {
        format = Machine.fixed(shown);
        return this;
    }

    // Operations, each one step.

    /** {@code R:} plain load. */
    public int load() {
        return machine().perform(new Load(this));
    }

    /** {@code W:} plain store. */
    public void store(int value) {
        machine().perform(new Store(this, value));
    }

    /** {@code A:} sets a bit; returns whether it was set before. */
    public boolean testAndSetBit(int bit) {
        return update(Kind.TEST_AND_SET_BIT, bit) != 0;
    }

    /** {@code A:} clears a bit; returns whether it was set before. */
    public boolean testAndClearBit(int bit) {
        return update(Kind.TEST_AND_CLEAR_BIT, bit) != 0;
    }

    /** {@code A:} sets a bit. */
    public void setBit(int bit) {
        update(Kind.SET_BIT, bit);
    }

    /** {@code A:} clears a bit. */
    public void clearBit(int bit) {
        update(Kind.CLEAR_BIT, bit);
    }

    /**
     * {@code A:} sets a bit and sees a neighbouring word in the same step, as a compare-and-exchange over both does; where
     * the bit is set already, that is a load, which neither waits for the CPU's stores nor stores anything.
     *
     * @return in bit 0 whether the bit was set before; from bit 1 on the neighbour
     */
    public int setBitBeside(int bit, Word neighbour) {
        checkBit(bit);
        return machine().perform(new AtomicOperation.SetBitBeside(this, bit, neighbour));
    }

    /** {@code A:} adds; returns the sum. */
    public int addReturn(int addend) {
        return update(Kind.ADD, addend);
    }

    /** {@code A:} stores the value if the word holds what is expected; returns what it held. */
    public int compareExchange(int expected, int value) {
        return machine().perform(new CompareExchange(this, expected, value));
    }

    /**
     * Waits, as a spinning loop does, until the word holds this value. The loop may look in the wrong moments only:
     * that it ever goes on is certain where the word holds the value for good.
     */
    public void awaitValue(int value) {
        machine().perform(new Until(this, value, true));
    }

    /** Waits, as a spinning loop does, until the word no longer holds this value; see {@link #awaitValue}. */
    public void awaitOtherThan(int value) {
        machine().perform(new Until(this, value, false));
    }

    private int update(Kind kind, int operand) {
        if (kind != Kind.ADD) {
            checkBit(operand);
        }
        return machine().perform(new AtomicUpdate(this, kind, operand));
    }

    private void checkBit(int bit) {
        if (bit < 0 || bit > 30) {
            throw new IllegalArgumentException(name() + " has no bit " + bit);
        }
    }

    @Override
    public String format(int value) {
        return format.apply(value);
    }
}
