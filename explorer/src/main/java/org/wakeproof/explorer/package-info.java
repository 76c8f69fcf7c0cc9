// SPDX-License-Identifier: GPL-2.0-only
/**
 * The embedded explicit-state engine: compiles a machine's procedures into an automaton by replaying
 * them, explores every interleaving of its steps, decides properties, and finds shortest traces. It
 * knows machines, never ports.
 */
package org.wakeproof.explorer;
