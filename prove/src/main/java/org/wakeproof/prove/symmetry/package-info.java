// SPDX-License-Identifier: GPL-2.0-only
/** Whether the ports treat CPUs alike: the automaton of each, with numbers of CPUs renamed, whatever their number. */
package org.wakeproof.prove.symmetry;
