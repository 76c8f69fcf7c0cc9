// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer;

/** How a run ends. */
public enum Verdict {
    /** The whole space within the stated bounds was explored, and every property holds. */
    HOLDS,
    /** A property is violated. */
    VIOLATED,
    /** A limit was hit before the whole space was explored, and nothing is violated that had been asked by then. */
    INCOMPLETE
}
