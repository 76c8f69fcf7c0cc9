// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.machine;

import org.wakeproof.machine.LockOperation.Acquire;
import org.wakeproof.machine.LockOperation.Release;
import org.wakeproof.machine.LockOperation.TryAcquire;

/**
 * A spinlock as of 964fae8ac2: not fair; acquired by a locked operation, released by a plain store;
 * the {@code _irq} forms disable interrupts first and spin with interrupts off.
 *
 * <p>Left out: lock profiling, and what only debug builds check: that a lock is always taken with interrupts on or
 * always off ({@code check_lock}), and that the {@code _irq} forms find them on.
 */
public final class SpinLock extends Cell {
    private boolean tried;

    SpinLock(Machine machine, String name) {
        super(machine, name, machine.cpuCount(), 0);
    }

    /** Declares that only this CPU takes it. */
    public SpinLock ownedBy(int cpu) {
        restrict(new Access.OwnedBy(cpu));
        return this;
    }

    /** Declares that somebody takes it only if it is free. */
    public SpinLock tried() {
        tried = true;
        return this;
    }

    /** Whether somebody may look if it is free, so that it matters when it is taken and released. */
    boolean isTried() {
        return tried;
    }

    /** {@code L+} */
    @XenSource(value = "_spin_lock", file = "xen/common/spinlock.c")
    public void lock() {
        machine().perform(new Acquire(this));
    }

    /**
     * {@code L+} if free; tells whether it was.
     *
     * @throws IllegalStateException unless the lock is declared to be {@link #tried()}
     */
    @XenSource(value = "_spin_trylock", file = "xen/common/spinlock.c")
    public boolean tryLock() {
        if (!tried) {
            throw new IllegalStateException(name() + " is not declared as one that is tried");
        }
        return machine().perform(new TryAcquire(this)) != 0;
    }

    /** {@code L-} */
    @XenSource(value = "_spin_unlock", file = "xen/common/spinlock.c")
    public void unlock() {
        machine().perform(new Release(this));
    }

    @XenSource(value = "_spin_lock_irq", file = "xen/common/spinlock.c")
    public void lockIrq() {
        machine().cpu().disableInterrupts();
        lock();
    }

    @XenSource(value = "_spin_unlock_irq", file = "xen/common/spinlock.c")
    public void unlockIrq() {
        unlock();
        machine().cpu().enableInterrupts();
    }

    /** Returns the interrupt flag as it was, for {@link #unlockIrqrestore}. */
    @XenSource(value = "_spin_lock_irqsave", file = "xen/common/spinlock.c")
    public boolean lockIrqsave() {
        boolean flags = machine().cpu().saveInterrupts();
        lock();
        return flags;
    }

    @XenSource(value = "_spin_unlock_irqrestore", file = "xen/common/spinlock.c")
    public void unlockIrqrestore(boolean flags) {
        unlock();
        machine().cpu().restoreInterrupts(flags);
    }

    /** Whether this CPU holds it, for checks; not an operation. */
    public boolean isHeldBy(State state, int cpu) {
        return view(state, cpu) == cpu + 1;
    }

    @Override
    public String format(int value) {
        return value == 0 ? "free" : "held by CPU" + (value - 1);
    }
}
