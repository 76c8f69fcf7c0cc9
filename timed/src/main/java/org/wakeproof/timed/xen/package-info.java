// SPDX-License-Identifier: GPL-2.0-only
/** Xen with its real timers and an idle dom0, made of the ports for a run in real units. */
package org.wakeproof.timed.xen;
