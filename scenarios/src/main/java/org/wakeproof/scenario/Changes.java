// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.scenario;

import java.util.EnumSet;
import java.util.Set;

/**
 * The changes that a system is asked to have. Whoever wires a part asks for those that are of that part, which takes
 * them; what nobody has taken would be a name on a verdict, and nothing in the system. So a change whose port is not there
 * is refused, and so are two that replace the same part, of which only one can be wired.
 */
public final class Changes {
    private final Set<Change> wanted;
    private final Set<Change> taken = EnumSet.noneOf(Change.class);

    private Changes(Set<Change> wanted) {
        this.wanted = wanted;
    }

    static Changes none() {
        return new Changes(EnumSet.noneOf(Change.class));
    }

    static Changes of(Set<Change> wanted) {
        return new Changes(EnumSet.copyOf(wanted));
    }

    /** Whether the part that asks is to be wired with this change; it has to be, then. */
    public boolean has(Change change) {
        if (!wanted.contains(change)) {
            return false;
        }
        taken.add(change);
        return true;
    }

    /**
     * Tells that the system is wired.
     *
     * @throws IllegalArgumentException if a change was asked for that no part has taken; the message says which
     */
    void wired() {
        for (Change change : wanted) {
            if (!taken.contains(change)) {
                StringBuilder others = new StringBuilder();
                for (Change other : wanted) {
                    others.append(other == change ? "" : ", or " + other + " replaces the same function");
                }
                throw new IllegalArgumentException("--change " + change
                        + " changes nothing here: with these options no port looks at it" + others);
            }
        }
    }
}
