// SPDX-License-Identifier: GPL-2.0-only
/**
 * Softirqs, timers, and interrupts and calls between CPUs, in versions other than the ported one: as they were before a
 * fix or became later, or changed to see what a line is for. Each bug overrides the smallest method that differs.
 */
package org.wakeproof.softirq.history;
