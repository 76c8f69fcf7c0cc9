// SPDX-License-Identifier: GPL-2.0-only
/** Xen's idle path of March 2009 as a system of any number of CPUs, written by hand: steps, invariant, properties. */
package org.wakeproof.prove.idle;
