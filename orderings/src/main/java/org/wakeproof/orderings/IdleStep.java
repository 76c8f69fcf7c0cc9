// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.orderings;

import org.jspecify.annotations.Nullable;

/** The steps by which a CPU goes to sleep, and their undo steps. */
public enum IdleStep implements Step {
    SUSPEND_TICK('T', "sched_tick_suspend; undone by resume-tick"),
    SOFTIRQ_PASS('S', "do_softirq if any is pending"),
    TIMER_PASS('M', "process_pending_timers, in place of softirq-pass since July 2009"),
    INTERRUPTS_OFF('I', "local_irq_disable; undone by interrupts-on"),
    PENDING_CHECK('P', "if a softirq is pending, undoes the steps so far and returns"),
    ONLINE_CHECK('O', "the same if the CPU is offline; since March 2010"),
    SELECT_STATE('C', "the governor selects the C-state"),
    BROADCAST_ENTER('B', "lapic_timer_off if the state stops the LAPIC timer; undone by broadcast-exit"),
    SLEEP('Z', "sleeps in that state until an interrupt is pending"),
    INTERRUPTS_ON('i', "local_irq_enable"),
    BROADCAST_EXIT('b', "lapic_timer_on"),
    RESUME_TICK('t', "sched_tick_resume");

    private final char letter;
    private final String does;

    IdleStep(char letter, String does) {
        this.letter = letter;
        this.does = does;
    }

    @Override
    public char letter() {
        return letter;
    }

    @Override
    public String does() {
        return does;
    }

    /** The step that an undo step undoes. */
    @Nullable
    IdleStep undoes() {
        return this == INTERRUPTS_ON
                ? INTERRUPTS_OFF
                : this == BROADCAST_EXIT ? BROADCAST_ENTER : this == RESUME_TICK ? SUSPEND_TICK : null;
    }

    @Override
    public String toString() {
        return label();
    }
}
