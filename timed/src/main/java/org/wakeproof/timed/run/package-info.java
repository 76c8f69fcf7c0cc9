// SPDX-License-Identifier: GPL-2.0-only
/** Runs a machine in nanoseconds: event queue, what operations cost, and how CPUs are left and entered again. */
package org.wakeproof.timed.run;
