// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.logic;

/** What can be said without pointing at a CPU: of what exists once, of the CPU that a variable names, of some CPU. */
public final class Fact extends Local {
    Fact(Node node) {
        super(node);
    }

    /** Some CPU satisfies it. */
    public static Fact somewhere(Local body) {
        return new Fact(new Node.Somewhere(body.node()));
    }

    /** No CPU satisfies it. */
    public static Fact nowhere(Local body) {
        return not(somewhere(body));
    }

    public static Fact not(Fact body) {
        return new Fact(new Node.Not(body.node()));
    }

    public Fact and(Fact other) {
        return new Fact(new Node.All(nodes(this, other)));
    }

    public Fact or(Fact other) {
        return new Fact(new Node.Any(nodes(this, other)));
    }
}
