// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.logic;

/**
 * A variable that exists once and names a CPU, such as who holds a lock.
 *
 * @param whileSet it means something while this is set
 */
public record CpuVariable(String name, GlobalFlag whileSet) implements Variable {
    /** The CPU that it names satisfies this. */
    public Fact is(Local body) {
        return new Fact(new Node.Of(this, body.node()));
    }

    /** It names the CPU that is spoken of. */
    public Local isThis() {
        return new Local(new Node.IsNamed(this));
    }
}
