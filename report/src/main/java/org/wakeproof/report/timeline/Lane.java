// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report.timeline;

/**
 * One who acts in a trace.
 *
 * @param name CPU0, or what the device is called
 * @param isCpu whether it is a CPU; the lanes of CPUs come first, by number
 */
public record Lane(String name, boolean isCpu) {}
