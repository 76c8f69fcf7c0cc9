// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.softirq;

import org.wakeproof.machine.Instant;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.PerCpu;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.SpinLock;
import org.wakeproof.machine.TimeCell;
import org.wakeproof.machine.Word;

/**
 * A timer ({@code struct timer}). Made by {@link Timers#initTimer}.
 *
 * <p>Left out: {@code expires_end}, which is always {@code expires} plus the slop and is worked out
 * where it is needed, and the argument of the function.
 */
public final class Timer {
    /** Can be set. */
    public static final int INACTIVE = 0;
    /** Cannot be set any more. */
    public static final int KILLED = 1;
    /** Waits in its CPU's heap. */
    public static final int IN_HEAP = 2;
    /** Waits in its CPU's list. */
    public static final int IN_LIST = 3;
    /** Between two of the others, under the lock; since 2010. In Xen it is 0, and the others are one more than here. */
    public static final int INVALID = 4;

    private static final String[] STATUS = {"inactive", "killed", "in heap", "in list", "invalid"};

    /** Who else than the holder of its CPU's lock looks at it or changes it. */
    enum Sharing {
        /** All see which CPU it belongs to. */
        USUAL,
        /** All see its status, too. */
        WATCHED,
        /** Callers give it to another CPU without a lock. */
        ASSIGNED_BY_CALLERS
    }

    /**
     * What a version of timer.c has it be.
     *
     * @param last the greatest status
     * @param lastCpu the greatest number of a CPU, or what stands there for none
     */
    public record Statuses(int last, int lastCpu) {}

    private final int number;
    private final String name;
    private final Word cpu;
    private final Word status;
    private final TimeCell expires;
    private final Word position;
    private final Procedure function;

    Timer(TimerQueues queues, Statuses statuses, int number, String name, int cpu, Runnable function, Sharing sharing) {
        Machine machine = queues.machine();
        PerCpu<SpinLock> locks = queues.locks();
        Timers.Parameters parameters = queues.parameters();
        this.number = number;
        this.name = name;
        this.cpu = machine.word(name + ".cpu", statuses.lastCpu(), cpu);
        if (parameters.confined()) {
            this.cpu.ownedBy(cpu);
        } else if (sharing != Sharing.ASSIGNED_BY_CALLERS) {
            this.cpu.writtenUnder(this.cpu, locks);
        }
        Word state = machine.word(name + ".status", statuses.last(), INACTIVE).shownAs(value -> STATUS[value]);
        this.status =
                sharing == Sharing.WATCHED ? state.writtenUnder(this.cpu, locks) : state.guardedBy(this.cpu, locks);
        this.expires = machine.time(name + ".expires", Instant.zero()).guardedBy(this.cpu, locks);
        this.position = machine.word(
                        name + ".heap_offset/list_next", Math.max(parameters.capacity(), parameters.maxTimers()), 0)
                .guardedBy(this.cpu, locks);
        this.function = machine.procedure(name, function);
    }

    /** How cells refer to it; 0 refers to no timer. */
    public int number() {
        return number;
    }

    /** What traces call it. */
    public String name() {
        return name;
    }

    /** The CPU that it belongs to, and whose lock guards the rest. */
    public Word cpu() {
        return cpu;
    }

    /** Whether it is inactive, killed, in the heap, or in the list. */
    public Word status() {
        return status;
    }

    /** Whether a value of {@link #status()} says that it waits to expire. */
    public boolean isActive(int value) {
        return value == IN_HEAP || value == IN_LIST;
    }

    /** When it expires; time 0 while it is inactive. */
    public TimeCell expires() {
        return expires;
    }

    /** The union of {@code heap_offset} and {@code list_next}; 0 while it is inactive. */
    public Word position() {
        return position;
    }

    /** What it does when it has expired. */
    public Procedure function() {
        return function;
    }

    /** Clears what nobody reads of an inactive timer; left behind, it would only tell equal states apart. */
    public void forget() {
        expires.set(Instant.zero());
        position.store(0);
    }

    @Override
    public String toString() {
        return name;
    }
}
