// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.run;

import org.wakeproof.machine.Operation.Choose;

/** Decides what the machine leaves open: by the real rule, or by chance with a seed. */
@FunctionalInterface
public interface Decider {
    /** Returns a number from 0 to {@code choice.choices() - 1} for a CPU at this time, in nanoseconds. */
    int decide(Choose choice, int cpu, long time);
}
