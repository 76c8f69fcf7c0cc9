// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report.timeline;

/**
 * What a step changes of one variable.
 *
 * @param variable its place in {@link Timeline#variables()}
 * @param before its value before the step
 * @param after its value after it
 */
public record Change(int variable, String before, String after) {}
