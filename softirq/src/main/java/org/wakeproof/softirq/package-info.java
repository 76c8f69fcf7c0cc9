// SPDX-License-Identifier: GPL-2.0-only
/**
 * Xen's deferred work and what it stands on: softirqs, the event-check IPI, tasklets, timers and the
 * local APIC timer. {@link org.wakeproof.softirq.Softirq} is wired first; {@link
 * org.wakeproof.softirq.Apic} and {@link org.wakeproof.softirq.Timers} build on it.
 */
package org.wakeproof.softirq;
