// SPDX-License-Identifier: GPL-2.0-only
/**
 * Softirqs, RCU, timers and the local APIC timer as of August 2026 (c447b7308b), as far as they differ from the versions of 2009 and
 * of {@code history}, which the rest is taken from.
 */
package org.wakeproof.softirq.y2026;
