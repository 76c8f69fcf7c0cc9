// SPDX-License-Identifier: GPL-2.0-only
/**
 * A small language that asks something of a state: cells by their names, comparisons, and, or, not, and sums. It can do
 * nothing else, and so may be evaluated for whoever asks.
 */
package org.wakeproof.browse.expression;
