// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What a call can be bound to: an operation of the machine or of a port. */
public enum BoundCall {
    /** {@code sched_tick_suspend} of the port. */
    TICK_SUSPEND,
    /** {@code sched_tick_resume} of the port. */
    TICK_RESUME,
    /** The pending softirqs of the CPU that the argument says, one bit each. */
    SOFTIRQ_PENDING,
    /** Whether any softirq is pending on this CPU. */
    NEED_RESCHED,
    /** Whether none is. */
    NOTHING_PENDING,
    /** All pending softirqs are done. */
    DO_SOFTIRQ,
    /** The pending timer softirq is done, and no other. */
    PROCESS_PENDING_TIMERS,
    /** All pending softirqs but SCHEDULE are done. */
    PROCESS_PENDING_SOFTIRQS,
    /** The softirq that the argument says is raised on this CPU. */
    RAISE_SOFTIRQ,
    /** The softirq that the second argument says is raised on the CPU that the first one says. */
    CPU_RAISE_SOFTIRQ,
    /** TIMER_SOFTIRQ may be raised on this CPU, or not. */
    MAY_RAISE_TIMER,
    /** {@code cli}. */
    IRQ_DISABLE,
    /** {@code sti}. */
    IRQ_ENABLE,
    /** {@code cli}; the first argument is set to whether interrupts were on. */
    IRQ_SAVE,
    /** Interrupts are as the first argument says. */
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
    /** {@code hlt}: interrupts stay as they are, and end it only while they are on. */
    HALT,
    /** Sleep in the state of the hint, the first argument; bit 0 of the second lets interrupts end it that are off. */
    MWAIT,
    /** The same; without that bit interrupts are enabled together with falling asleep, and off again behind it. */
    MWAIT_OR_STI,
    /** Sleep in the chosen C-state, which a pending interrupt ends even where interrupts are off. */
    SYSIO,
    /** Arm's {@code wfi}: a pending interrupt ends it, and has it not begin, whether interrupts are on or off. */
    WFI,
    /** Sleep in the chosen C-state with interrupts on from the same step. */
    STI_MWAIT,
    /** The same, then {@code cli}. */
    STI_MWAIT_CLI,
    /** The idle function of before: {@code default_idle}. */
    DEFAULT_IDLE,
    /** The end of a CPU that is offline. */
    PLAY_DEAD,
    /** A spin lock is taken. */
    SPIN_LOCK,
    /** A spin lock is taken if it is free, which the result says. */
    SPIN_TRYLOCK,
    /** It is released. */
    SPIN_UNLOCK,
    /** A spin lock is taken with interrupts off from before. */
    SPIN_LOCK_IRQ,
    /** It is released, and interrupts go on. */
    SPIN_UNLOCK_IRQ,
    /** {@code in_mwait = 1}: who raises a softirq on this CPU sends no interrupt. */
    IN_MWAIT_SET,
    /** {@code in_mwait = 0}. */
    IN_MWAIT_CLEAR,
    /** What FreeBSD's monitorbuf says of this CPU: 0 that it runs, 1 that it is in mwait, 2 that it sleeps. */
    IDLE_STATE,
    /** It is set to the first argument. */
    IDLE_STATE_SET,
    /** The bit of the CPU that the argument says is set in cpuidle_mwait_flags: who raises a softirq there sends no interrupt. */
    MWAIT_FLAG_SET,
    /** It is cleared. */
    MWAIT_FLAG_CLEAR,
    /** The monitor is armed for what the first argument points to. */
    MONITOR,
    /** The same for what is stored to when this CPU is given something to do; it sees what the CPU itself stores, too. */
    MONITOR_ALL,
    /** The CPU's deadline; 0 if it has none. */
    DEADLINE,
    /** The time, as it is before or behind that. */
    NOW,
    /** {@code rcu_idle_enter}: RCU does not wait for this CPU. */
    RCU_IDLE_ENTER,
    /** {@code rcu_idle_exit}. */
    RCU_IDLE_EXIT,
    /** Whether RCU needs the CPU that the argument says. */
    RCU_NEEDS_CPU,
    /** A full fence. */
    FENCE,

    /** What others do meanwhile may change what was read before. */
    RELAX,
    /** {@link #IRQ_SAVE} with the second argument, then {@link #SPIN_LOCK}. */
    SPIN_LOCK_IRQSAVE,
    /** {@link #SPIN_UNLOCK}, then {@link #IRQ_RESTORE} with the second argument. */
    SPIN_UNLOCK_IRQRESTORE,
    /** A timer is set: {@link #TICK_RESUME} if it is the ticker, {@link #MAY_RAISE_TIMER} otherwise. */
    SET_TIMER,
    /** A timer is stopped: {@link #TICK_SUSPEND} if it is the ticker, {@link #MAY_RAISE_TIMER} otherwise. */
    STOP_TIMER,
    /** The first argument is set to whether interrupts are on. */
    SAVE_FLAGS,
    /** Whether interrupts are on. */
    IRQS_ARE_ON,
    /** Whether they are off. */
    IRQS_ARE_OFF,
    /** {@link #IN_MWAIT_SET}, then {@link #NEED_RESCHED}. */
    IN_MWAIT_SET_AND_LOOK,
    /** {@link #IN_MWAIT_CLEAR}, then {@link #NEED_RESCHED}. */
    IN_MWAIT_CLEAR_AND_LOOK,
    /** {@link #MONITOR} for what others store to when this CPU is given something to do, whatever it is called. */
    MONITOR_OWN,
    /** {@link #MWAIT} in C1, whatever hint is passed; the first argument says whether interrupts that are off end it. */
    MWAIT_IN_C1,
    /** No effect; 0. */
    ZERO,
    /** The number of this CPU. */
    THIS_CPU,
    /** This CPU's variable that the argument names. */
    THIS_CPU_VARIABLE,
    /** The variable that the first argument names, of the CPU that the second one says. */
    CPU_VARIABLE,
    /** Whether the bit that the first argument says is set where the second one points. */
    TEST_BIT,
    /** That bit is set. */
    SET_BIT,
    /** That bit is cleared. */
    CLEAR_BIT,
    /** Whether a CPU, the first argument, is in a mask, the second: {@link #CPU_ONLINE} of those that are online. */
    TEST_CPU,
    /** The bit of a CPU, the first argument, is set in a mask, the second: {@link #MWAIT_FLAG_SET} if that is of those in mwait. */
    SET_CPU,
    /** The same, cleared. */
    CLEAR_CPU,
    /** The word beside the pending softirqs of the CPU that the argument says, by which it is woken from mwait. */
    MWAIT_WAKEUP,
    /** The second argument is stored to the first. */
    STORE,
    /** The second argument is stored where the first one points. */
    STORE_AT,
    /** No effect, and the value of the argument. */
    VALUE_OF_ARGUMENT,
    /** No effect, and 1 if the argument is not 0, else 0: a long. */
    TRUTH_OF_ARGUMENT,
    /** No effect, and the first argument as a long. */
    LONG_OF_ARGUMENT,
    /** No effect, and what the argument points to. */
    POINTEE_OF_ARGUMENT,
    /** The number of the lowest bit of the argument that is set, from 1; 0 if none is. */
    LOWEST_BIT,
    /** The same of the highest one. */
    HIGHEST_BIT,
    /** How many bits of the argument are set. */
    COUNT_OF_BITS,
    /** The number of the first bit that is set where the first argument points, of as many as the second says, from the third on; the second if none is. */
    FIND_BIT,
    /** The same of one that is not set. */
    FIND_ZERO_BIT,
    /** How many elements the array has that the argument names. */
    ELEMENTS,
    /** The structure whose field, the second argument, is where the first one points. */
    CONTAINER,
    /** What is where the second argument points is copied to where the first one does, so many bytes. */
    COPY,
    /** The bytes where the first argument points are set to the second, so many. */
    CLEAR,
    /** Whether the bytes where the first two arguments point are the same, so many: 0 if they are. */
    COMPARE,
    /** The first argument is the function that is called with the others. */
    CALL_OF_ARGUMENT,
    /** A port is read: the register that enters a C-state if it is called an address, else one that has no effect. */
    READ_PORT,
    /** The first argument is the text of inline assembly. */
    ASSEMBLY,
    /** What it says has to be true; taken to be so. */
    ASSERT,
    /** It does not return: the machine crashes, or is started anew, or the code cannot get there. */
    STOP,
    /** The same where the argument is not 0. */
    STOP_IF,
    /** No effect. */
    NOTHING;

    private static final Set<BoundCall> OF_PORTS = EnumSet.of(
            TICK_SUSPEND,
            TICK_RESUME,
            DO_SOFTIRQ,
            PROCESS_PENDING_TIMERS,
            PROCESS_PENDING_SOFTIRQS,
            LAPIC_TIMER_OFF,
            LAPIC_TIMER_ON,
            RCU_IDLE_ENTER,
            RCU_IDLE_EXIT,
            DEFAULT_IDLE,
            PLAY_DEAD);

    /** Whether a CPU sleeps in it. */
    public boolean isSleep() {
        return switch (this) {
            case SAFE_HALT, HALT, MWAIT, MWAIT_OR_STI, SYSIO, WFI, STI_MWAIT, STI_MWAIT_CLI, DEFAULT_IDLE -> true;
            default -> false;
        };
    }

    /** Whether it is a spin lock's, which the first argument names. */
    public boolean isLock() {
        return switch (this) {
            case SPIN_LOCK, SPIN_TRYLOCK, SPIN_UNLOCK, SPIN_LOCK_IRQ, SPIN_UNLOCK_IRQ -> true;
            default -> false;
        };
    }

    /** Whether it is a function of a port, without arguments. */
    public boolean isOfPorts() {
        return OF_PORTS.contains(this);
    }

    /** Whether it processes softirqs, which nobody may do with interrupts off. */
    public boolean needsInterruptsOn() {
        return this == DO_SOFTIRQ || this == PROCESS_PENDING_TIMERS || this == PROCESS_PENDING_SOFTIRQS;
    }

    /** Whether it takes place on the machine. */
    public boolean isOperation() {
        return ordinal() < RELAX.ordinal();
    }

    /** As the table of bindings writes it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
