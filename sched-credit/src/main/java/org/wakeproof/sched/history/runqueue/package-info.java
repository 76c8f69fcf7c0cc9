// SPDX-License-Identifier: GPL-2.0-only
/** A run queue that CPUs share, as credit2 has, and which of those that idle are told of what waits in it. */
package org.wakeproof.sched.history.runqueue;
