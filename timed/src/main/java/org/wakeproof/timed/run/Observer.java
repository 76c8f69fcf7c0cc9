// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.run;

import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.SleepState;
import org.wakeproof.machine.Vector;

/** Is told what happens in a run. Times are nanoseconds since the machine was started. */
public interface Observer {
    /** A CPU begins to fall asleep. */
    default void fallsAsleep(int cpu, SleepState state, long time) {}

    /**
     * A CPU has left a C-state.
     *
     * @param since when it began to fall asleep
     * @param woken when the interrupt arrived; it took from then on to leave the state
     * @param by the interrupt
     */
    default void wakes(int cpu, SleepState state, long since, long woken, long time, Vector by) {}

    /** A CPU takes an interrupt. */
    default void takesInterrupt(int cpu, Vector vector, long time) {}

    /** A CPU sends an interrupt to the CPUs of a mask. */
    default void sends(int cpu, int mask, Vector vector, long time) {}

    /** A procedure that is watched is called. */
    default void calls(int cpu, Procedure procedure, long time) {}

    /** A step has been taken, as {@link org.wakeproof.machine.Step} numbers them. */
    default void steps(int step, long time) {}
}
