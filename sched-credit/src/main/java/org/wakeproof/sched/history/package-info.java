// SPDX-License-Identifier: GPL-2.0-only
/**
 * Versions of the scheduler's functions other than the ported one: as they were before a fix, as they became by one, or
 * changed to see what a line is for. Each overrides the smallest method that differs.
 */
package org.wakeproof.sched.history;
