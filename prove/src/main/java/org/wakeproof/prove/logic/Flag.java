// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.logic;

/** A bit of each CPU, clear at first. */
public record Flag(String name) implements Variable {
    /** The bit of the CPU is set. */
    public Plain isSet() {
        return new Plain(new Node.IsSet(this));
    }

    /** The bit of the CPU is clear. */
    public Plain isClear() {
        return Plain.not(isSet());
    }
}
