// SPDX-License-Identifier: GPL-2.0-only
/**
 * The second opinion: scenarios as Java PathFinder runs them, the forked JPF and what its report means, and
 * the comparison of both engines.
 */
package org.wakeproof.pathfinder;
