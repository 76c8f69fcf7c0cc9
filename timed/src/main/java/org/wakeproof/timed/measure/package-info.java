// SPDX-License-Identifier: GPL-2.0-only
/** What is counted in a run: wake-ups by cause, residencies, lateness, time at raised power. */
package org.wakeproof.timed.measure;
