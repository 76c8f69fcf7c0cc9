// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.idle;

import java.util.Locale;
import java.util.Set;

/** What the idle path is proved of, one at a time, as typed behind {@code --hpet}. */
public enum IdlePart {
    /** One HPET channel for all CPUs, whose interrupt goes to any of them. */
    LEGACY_ANY,
    /** No HPET: the PIT, a hundred times a second. */
    PIT;

    /** Places of the main program that are of other parts. */
    Set<Main> unusedMain() {
        return this == PIT ? Main.OF_HPET : Main.OF_PIT;
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
