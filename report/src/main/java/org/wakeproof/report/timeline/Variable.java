// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report.timeline;

import java.util.function.Function;
import org.wakeproof.machine.State;

/**
 * One value of a state.
 *
 * @param name as traces know it
 * @param group CPU0 for what belongs to that CPU, or what it is else
 * @param isKey whether it is a softirq word, a deadline or what the violated property looks at: worth showing where it changes
 * @param format its value in words
 */
public record Variable(String name, String group, boolean isKey, Function<State, String> format) {}
