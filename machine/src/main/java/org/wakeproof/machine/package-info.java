// SPDX-License-Identifier: GPL-2.0-only
/**
 * The hardware and memory that the ports run on: cells, the closed set of operations on them, CPUs
 * with interrupts and sleep, a relative clock, and devices. A {@link org.wakeproof.machine.Machine}
 * is wired once; how its operations are carried out is the business of an {@link
 * org.wakeproof.machine.Execution}.
 */
package org.wakeproof.machine;
