// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.logic;

/** What can be said of one CPU by its own flags and places alone, and so may be assigned to a flag. */
public final class Plain extends Local {
    Plain(Node node) {
        super(node);
    }

    public Plain and(Plain other) {
        return new Plain(new Node.All(nodes(this, other)));
    }

    public Plain or(Plain other) {
        return new Plain(new Node.Any(nodes(this, other)));
    }

    public static Plain not(Plain body) {
        return new Plain(new Node.Not(body.node()));
    }

    /** Always, or never. */
    public static Plain constant(boolean value) {
        return new Plain(new Node.Constant(value));
    }
}
