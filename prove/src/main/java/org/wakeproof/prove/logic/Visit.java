// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.logic;

import java.util.List;

/**
 * A loop over sets of CPUs: while one CPU is in it nobody else adds to the sets, and each of its own steps leaves the loop,
 * or takes a CPU out of one of them and adds to none up to that one.
 *
 * @param where the CPU that visits is
 * @param sets of whom it visits, in the order in which they shrink
 */
public record Visit(Plain where, List<Plain> sets) {
    /** No loop. */
    public static final Visit NONE = new Visit(Plain.constant(false), List.of());
}
