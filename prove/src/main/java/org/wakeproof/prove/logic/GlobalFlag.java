// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.logic;

/** A bit that exists once, clear at first. */
public record GlobalFlag(String name) implements Variable {
    public Fact isSet() {
        return new Fact(new Node.IsSetGlobally(this));
    }

    public Fact isClear() {
        return Fact.not(isSet());
    }
}
