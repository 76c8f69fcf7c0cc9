// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review;

import java.util.Locale;

/** What a variable can be bound to. */
public enum BoundValue {
    /** The type of the C-state that the governor has chosen: 1, 2 or 3. */
    CSTATE,
    /** How C-states are entered, as the constants ACPI_CSTATE_EM_x say. */
    ENTRY_METHOD,
    /** Whether the LAPIC timer runs on in C2. */
    LAPIC_TIMER_C2_OK,
    /** The C-states in which the LAPIC timer runs on, one bit each. */
    LAPIC_TIMER_RELIABLE_STATES,
    /** The hint for mwait of that C-state. */
    MWAIT_HINT,
    /** The deadline of the CPU whose variable it is. */
    DEADLINE,
    /** More than the number of any CPU. */
    NUMBER_OF_CPUS,
    /** Not zero. */
    NON_ZERO;

    /** As the table of bindings writes it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
