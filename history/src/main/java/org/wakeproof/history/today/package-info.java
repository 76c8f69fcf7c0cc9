// SPDX-License-Identifier: GPL-2.0-only
/** Suspicious places in Xen's idle path of August 2026 (c447b7308b): a small system for each, in which it is decided. */
package org.wakeproof.history.today;
