// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.logic;

/** Whose step brings a CPU that sleeps nearer to its wake-up; the same one as long as it stays in a {@link Stage}. */
public sealed interface Helper {
    /** The CPU that sleeps, or its hardware. */
    record Itself() implements Helper {}

    /** A device, whichever CPU its step is about. */
    record Device() implements Helper {}

    /** A CPU of which this holds. */
    record SomeCpu(Local is) implements Helper {}

    /** A raiser who owes this to the CPU that sleeps. */
    record SomeRaiser(Debt debt) implements Helper {}
}
