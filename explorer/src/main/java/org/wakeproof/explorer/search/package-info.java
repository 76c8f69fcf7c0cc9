// SPDX-License-Identifier: GPL-2.0-only
/** The orders in which states are looked at: breadth first, depth first, at random, and all at once as sets. */
package org.wakeproof.explorer.search;
