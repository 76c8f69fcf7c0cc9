// SPDX-License-Identifier: GPL-2.0-only
/** Formulas of a system of any number of CPUs, of such types that each is in a decidable fragment. */
package org.wakeproof.prove.logic;
