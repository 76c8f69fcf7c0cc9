// SPDX-License-Identifier: GPL-2.0-only
/**
 * A trace as data for those who draw it or tell it: who does what, what each CPU is in, what changes, which
 * interrupts are sent and taken, and which are not sent.
 */
package org.wakeproof.report.timeline;
