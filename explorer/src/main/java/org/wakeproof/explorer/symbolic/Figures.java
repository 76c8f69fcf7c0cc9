// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.symbolic;

/**
 * How far an exploration is.
 *
 * @param levels variables, or groups of them, that change
 * @param groups relations
 * @param rounds saturations of everything
 * @param evaluations how often agents have been asked
 * @param nodes nodes in use, garbage included
 * @param peak the most of them
 * @param bytes what they take
 */
public record Figures(int levels, int groups, int rounds, int evaluations, int nodes, int peak, long bytes) {
    static final Figures NONE = new Figures(0, 0, 0, 0, 0, 0, 0);
}
