// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review;

import java.util.Locale;

/** How a handler is called. */
public enum Entry {
    /** With interrupts on, and it has to return with them on. */
    IRQS_ON,
    /** With interrupts off, behind a look of its caller's, who enables them behind it. */
    IRQS_OFF,
    /** The same by a caller that has said before that its CPU needs no interrupt, and takes that back behind it. */
    POLLING;

    /** Whether interrupts are on. */
    public boolean hasInterruptsOn() {
        return this == IRQS_ON;
    }

    /** As the table of bindings writes it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
