// SPDX-License-Identifier: GPL-2.0-only
/**
 * Guests: small programs that a scenario gives to vCPUs, the way from the hypervisor into a guest and back, and the
 * ring by which a split driver's two halves talk.
 */
package org.wakeproof.sched.guest;
