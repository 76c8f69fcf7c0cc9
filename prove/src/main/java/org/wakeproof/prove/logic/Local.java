// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.logic;

import java.util.ArrayList;
import java.util.List;

/**
 * What can be said of one CPU: its own variables, those that exist once, and closed {@linkplain Fact facts}. There is no
 * name for a second CPU, so a sentence "for all CPUs there is a CPU such that" that would lead out of the decidable
 * fragment cannot be written down: {@link Fact#somewhere} takes a formula that cannot mention the CPU it stands under.
 */
public class Local {
    private final Node node;

    Local(Node node) {
        this.node = node;
    }

    /** What it is made of, for whoever walks through formulas. */
    public final Node node() {
        return node;
    }

    /** What it is a conjunction of, or itself. */
    public final List<Local> parts() {
        return node instanceof Node.All all
                ? all.parts().stream()
                        .flatMap(part -> new Local(part).parts().stream())
                        .toList()
                : List.of(this);
    }

    public final Local and(Local other) {
        return all(this, other);
    }

    public final Local or(Local other) {
        return any(this, other);
    }

    public final Local implies(Local other) {
        return any(not(this), other);
    }

    /** Both are so, or neither is. */
    public final Local iff(Local other) {
        return all(implies(other), other.implies(this));
    }

    /** It is not so; of what is a negation, what it negates. */
    public final Local negated() {
        return node instanceof Node.Not not ? new Local(not.body()) : not(this);
    }

    public static Local not(Local body) {
        return new Local(new Node.Not(body.node));
    }

    public static Local all(Local... parts) {
        return new Local(new Node.All(nodes(parts)));
    }

    public static Local any(Local... parts) {
        return new Local(new Node.Any(nodes(parts)));
    }

    static List<Node> nodes(Local... parts) {
        List<Node> nodes = new ArrayList<>();
        for (Local part : parts) {
            nodes.add(part.node());
        }
        return List.copyOf(nodes);
    }
}
