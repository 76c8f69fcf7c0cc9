// SPDX-License-Identifier: GPL-2.0-only
/** What schedule.c locks while CPUs change their scheduler, and vCPUs their CPU: with fixes of 2011 to 2026, and without. */
package org.wakeproof.sched.history.locks;
