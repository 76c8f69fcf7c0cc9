// SPDX-License-Identifier: GPL-2.0-only
/**
 * Versions of the idle path other than the committed one: as posted first, as before and after fixes, or changed to see what
 * a line is for. Each overrides the smallest method that differs.
 */
package org.wakeproof.cpuidle.history;
