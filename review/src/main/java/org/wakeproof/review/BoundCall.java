// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review;

import java.util.Locale;

/** What a call can be bound to: an operation of the machine or of a port. */
public enum BoundCall {
    /** {@code sched_tick_suspend} of the port. */
    TICK_SUSPEND,
    /** {@code sched_tick_resume} of the port. */
    TICK_RESUME,
    /** Whether a softirq is pending on this CPU. */
    SOFTIRQ_PENDING,
    /** All pending softirqs are done. */
    DO_SOFTIRQ,
    /** The pending timer softirq is done, and no other. */
    PROCESS_PENDING_TIMERS,
    /** All pending softirqs but SCHEDULE are done. */
    PROCESS_PENDING_SOFTIRQS,
    /** TIMER_SOFTIRQ is raised on this CPU. */
    RAISE_TIMER,
    /** TIMER_SOFTIRQ may be raised on this CPU, or not. */
    MAY_RAISE_TIMER,
    /** {@code cli}. */
    IRQ_DISABLE,
    /** {@code sti}. */
    IRQ_ENABLE,
    /** {@code cli}; the first argument is set to whether interrupts were on. */
    IRQ_SAVE,
    /** {@code sti} if the first argument says that interrupts were on. */
    IRQ_RESTORE,
    /** Whether this CPU is online. */
    CPU_ONLINE,
    /** Whether it is not. */
    CPU_OFFLINE,
    /** Whether it is online with no softirq pending. */
    CPU_IS_HALTABLE,
    /** {@code lapic_timer_off} of the broadcast device. */
    LAPIC_TIMER_OFF,
    /** {@code lapic_timer_on} of the broadcast device. */
    LAPIC_TIMER_ON,
    /** {@code sti;hlt}, one step. */
    SAFE_HALT,
    /** Sleep in the chosen C-state, which a pending interrupt ends even where interrupts are off. */
    MWAIT,
    /** Sleep in the chosen C-state with interrupts on from the same step, then {@code cli}. */
    STI_MWAIT_CLI,
    /** The idle function of before: {@code default_idle}. */
    DEFAULT_IDLE,
    /** The end of a CPU that is offline. */
    PLAY_DEAD,
    /** A spin lock is taken. */
    SPIN_LOCK,
    /** It is released. */
    SPIN_UNLOCK,
    /** A spin lock is taken with interrupts off from before. */
    SPIN_LOCK_IRQ,
    /** It is released, and interrupts go on. */
    SPIN_UNLOCK_IRQ,
    /** A full fence. */
    FENCE,
    /** What others do meanwhile may change what was read before. */
    RELAX,
    /** {@link #IRQ_SAVE} with the second argument, then {@link #SPIN_LOCK}. */
    SPIN_LOCK_IRQSAVE,
    /** {@link #SPIN_UNLOCK}, then {@link #IRQ_RESTORE} with the second argument. */
    SPIN_UNLOCK_IRQRESTORE,
    /** No effect, and the value of the argument. */
    VALUE_OF_ARGUMENT,
    /** The first argument is the function that is called with the others. */
    CALL_OF_ARGUMENT,
    /** No effect. */
    NOTHING;

    /** Whether a CPU sleeps in it. */
    public boolean isSleep() {
        return this == SAFE_HALT || this == MWAIT || this == STI_MWAIT_CLI || this == DEFAULT_IDLE;
    }

    /** Whether it is a spin lock's, which the first argument names. */
    public boolean isLock() {
        return this == SPIN_LOCK || this == SPIN_UNLOCK || this == SPIN_LOCK_IRQ || this == SPIN_UNLOCK_IRQ;
    }

    /** Whether it takes place on the machine. */
    public boolean isOperation() {
        return ordinal() < RELAX.ordinal();
    }

    /** The highest number that it can give back. */
    public int highestResult() {
        return switch (this) {
            case SOFTIRQ_PENDING, IRQ_SAVE, CPU_ONLINE, CPU_OFFLINE, CPU_IS_HALTABLE -> 1;
            default -> 0;
        };
    }

    /** As the table of bindings writes it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
