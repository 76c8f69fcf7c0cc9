// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.scenario;

import java.util.Locale;

/** A change to a port or a guest that a scenario shows the effect of. */
public enum Change {
    /** do_poll as before 27b186a0db: looks at the listed ports only (F05). */
    POLL_LOOKS_AT_PORTS_ONLY,
    /** The poll has a timeout. */
    POLL_WITH_TIMEOUT,
    /** The guest uses its periodic timer instead of its single-shot one. */
    PERIODIC_TIMER,
    /** The guest moves to the other CPU each time, and takes its timer along. */
    ROAMS,
    /** do_block looks for events before it says that it is blocked. */
    BLOCK_LOOKS_FIRST,
    /** The back end does not look again once it has asked to be notified. */
    NO_FINAL_CHECK,
    /** A CPU that idles does not say so. */
    IDLERS_NEVER_SET,
    /** The device interrupts its driver domain, which otherwise looks at it by a timer. */
    INTERRUPTS_DRIVER;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
