// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.logic;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A program counter of each CPU, at the first place at first.
 *
 * @param name of what runs
 * @param places where it can be
 */
public record Program<P extends Enum<P>>(String name, Class<P> places) implements Variable {
    /** The CPU is at this place. */
    public Plain at(P place) {
        return in(List.of(place));
    }

    /** The CPU is at one of these places. */
    public Plain in(Collection<P> some) {
        return new Plain(new Node.IsAt(this, some.stream().map(Enum::ordinal).collect(Collectors.toUnmodifiableSet())));
    }

    /** The CPU is at one of these places, by their numbers. */
    public Plain among(Set<Integer> some) {
        return new Plain(new Node.IsAt(this, Set.copyOf(some)));
    }

    /** The name of a place. */
    public String name(int place) {
        return places.getEnumConstants()[place].name();
    }

    /** How many places there are. */
    public int size() {
        return places.getEnumConstants().length;
    }
}
