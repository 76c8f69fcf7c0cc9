// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.logic;

/** What a state consists of. */
public sealed interface Variable permits Flag, GlobalFlag, Program, CpuVariable, Debt, Moment.Own, Moment.Global {
    String name();
}
