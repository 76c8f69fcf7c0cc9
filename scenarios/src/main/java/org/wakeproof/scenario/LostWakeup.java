// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.scenario;

import org.wakeproof.explorer.ClosedSystem.Subject;
import org.wakeproof.explorer.Property;
import org.wakeproof.machine.Clock;
import org.wakeproof.machine.Cpu;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.State;
import org.wakeproof.machine.Word;
import org.wakeproof.softirq.Softirq;
import org.wakeproof.softirq.Timers;

/**
 * What is called a lost wake-up, wherever a system is checked for it.
 *
 * @param machine the machine
 * @param softirq its softirqs
 * @param timers its timers; null where it has none
 * @param cpu the CPU that must not sleep for ever
 */
public record LostWakeup(Machine machine, Softirq softirq, Timers timers, int cpu) {

    /** The CPU does not sleep for ever while it has work. */
    public Property.Leaves property() {
        return new Property.Leaves(Subject.NO_LOST_WAKEUP + cpu, this::sleepsOnWork, this::why);
    }

    /** Asleep with a pending softirq or a deadline that is over, and no interrupt on its way that could end the sleep. */
    private boolean sleepsOnWork(State state) {
        Cpu who = machine.cpu(cpu);
        return who.isAsleep(state)
                && !who.isBeingWoken(state)
                && (who.interruptRequests(state) != 0 || pending(state) != 0 || isOver(state, 0));
    }

    private int pending(State state) {
        return state.get(softirq.softirqPending(cpu).field());
    }

    /** Whether the deadline of the CPU's timers has been over for more than some ticks. */
    boolean isOver(State state, int ticks) {
        if (timers == null) {
            return false;
        }
        int deadline = state.get(timers.timerDeadline().of(cpu).field());
        return deadline != Clock.ZERO && deadline < machine.clock().now() - ticks;
    }

    private String why(State state) {
        Cpu who = machine.cpu(cpu);
        Word pending = softirq.softirqPending(cpu);
        String sleeps = "CPU" + cpu + " sleeps in " + who.sleepState(state);
        if (!who.sleepState(state).isEndedByMaskedInterrupts() && !who.interruptsEnabled(state)) {
            return sleeps + " with interrupts off, and nothing ends that";
        }
        String work = pending(state) != 0
                ? "softirq " + pending.format(pending(state)) + " pending"
                : "its timer deadline over";
        return sleeps + " with " + work + " and no interrupt on its way, and may never wake";
    }
}
