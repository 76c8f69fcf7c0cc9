// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.idle;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What the idle path is proved of, one at a time. */
public enum IdlePart {
    /** One HPET channel for all CPUs, whose interrupt goes to any of them. */
    LEGACY_ANY,
    /** One HPET channel for all CPUs, whose MSI goes to its owner, one of those that use it. */
    MSI_SHARED,
    /** No HPET: the PIT, a hundred times a second. */
    PIT,
    /** As the first, and CPUs go offline. */
    OFFLINE,
    /** As the first, and C3 is entered by mwait as of July 2025. */
    IN_MWAIT,
    /** As that, and plain stores wait in store buffers, as on x86. */
    IN_MWAIT_TSO,
    /** As the first, and C3 is entered by mwait as of May 2010. */
    MWAIT_FLAGS;

    /** Whether it is told by what wakes CPUs whose LAPIC timer stands still. */
    public boolean isDevice() {
        return compareTo(OFFLINE) < 0;
    }

    /** The option that asks for it, as typed. */
    public String option() {
        return switch (this) {
            case OFFLINE -> "--offline";
            case IN_MWAIT -> "--mwait " + this;
            case IN_MWAIT_TSO -> "--mwait in-mwait --memory tso";
            case MWAIT_FLAGS -> "--mwait flags";
            default -> "--hpet " + this;
        };
    }

    /** What it has other than the first, in words; empty of the first. */
    public String words() {
        return switch (this) {
            case LEGACY_ANY -> "";
            case MSI_SHARED -> "one HPET channel, whose MSI goes to its owner";
            case PIT -> "no HPET, but the PIT";
            case OFFLINE -> "CPUs go offline";
            case IN_MWAIT -> "CPUs sleep by mwait as of July 2025";
            case IN_MWAIT_TSO -> "CPUs sleep by mwait as of July 2025, and plain stores wait in store buffers";
            case MWAIT_FLAGS -> "C3 is entered by mwait as of May 2010";
        };
    }

    /** Places of the main program that are of other parts. */
    Set<Main> unusedMain() {
        Set<Main> unused = EnumSet.copyOf(this == PIT ? Main.OF_HPET : Main.OF_PIT);
        if (this != OFFLINE) {
            unused.addAll(Main.OF_OFFLINE);
        }
        if (this != MSI_SHARED) {
            unused.addAll(Main.OF_SHARED);
        }
        return unused;
    }

    /** Places of the handler that are of other parts. */
    Set<Handler> unusedHandler() {
        return this == PIT ? Handler.OF_HPET : Handler.OF_PIT;
    }

    /** The name, as typed. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
