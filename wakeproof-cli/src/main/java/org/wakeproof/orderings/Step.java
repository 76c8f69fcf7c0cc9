// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.orderings;

/** A step of a path that can be put elsewhere, left out or done twice. */
public interface Step {
    /** As typed on the command line. */
    String label();

    /** In tables; no two steps of a path have the same. */
    char letter();

    /** What it does, and how it is undone. */
    String does();
}
