// SPDX-License-Identifier: GPL-2.0-only
/**
 * schedule.c, and what of x86's domain.c it leads to: vCPUs, what puts them to sleep and wakes them, the switch
 * from one to the next, and their timers. Which vCPU is next is a {@link org.wakeproof.sched.Scheduler}'s business.
 */
package org.wakeproof.sched;
