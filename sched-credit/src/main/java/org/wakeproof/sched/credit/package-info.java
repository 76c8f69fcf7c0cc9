// SPDX-License-Identifier: GPL-2.0-only
/**
 * sched_credit.c: run queues sorted by priority, the choice of the next vCPU and the work stolen from other CPUs, the
 * tickling of CPUs that idle, and the accounting of credits by ticks.
 */
package org.wakeproof.sched.credit;
