// SPDX-License-Identifier: GPL-2.0-only
/**
 * Port of Xen's timer broadcast for CPUs whose LAPIC timer stops in deep sleep: the HPET channels of
 * hpet.c (legacy, one MSI channel a CPU, shared MSI channels) and the PIT broadcast of time.c.
 */
package org.wakeproof.hpet;
