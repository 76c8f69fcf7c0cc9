// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.orderings;

import java.util.Locale;

/** A step of a path that can be put elsewhere, left out or done twice. */
public interface Step {
    /** As the enum of the path calls it. */
    String name();

    /** As typed on the command line. */
    default String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** In tables; no two steps of a path have the same. */
    char letter();

    /** What it does, and how it is undone. */
    String does();
}
