// SPDX-License-Identifier: GPL-2.0-only
/**
 * Versions of softirq.c's functions other than the ported one: as they were before a fix, or changed to see what a line
 * is for. Each overrides the smallest method that differs.
 */
package org.wakeproof.softirq.history;
