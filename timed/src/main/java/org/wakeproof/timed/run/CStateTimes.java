// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.run;

import org.wakeproof.machine.SleepState;

/** How long it takes to enter and to leave a C-state. */
public interface CStateTimes {
    /** Nanoseconds from the decision to sleep until an interrupt can wake the CPU. */
    long entry(SleepState state);

    /** Nanoseconds from the interrupt's arrival until the CPU's next step. */
    long exit(SleepState state);
}
