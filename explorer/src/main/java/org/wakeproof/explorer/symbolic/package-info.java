// SPDX-License-Identifier: GPL-2.0-only
/**
 * A symbolic search: sets of states as list decision diagrams, steps as relations over few levels that are learnt on the
 * way, and saturation. It knows variables and agents, and nothing of machines.
 */
package org.wakeproof.explorer.symbolic;
