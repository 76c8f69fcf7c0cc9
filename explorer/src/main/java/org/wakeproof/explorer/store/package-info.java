// SPDX-License-Identifier: GPL-2.0-only
/** How states are kept: exactly, or by their fingerprints. */
package org.wakeproof.explorer.store;
