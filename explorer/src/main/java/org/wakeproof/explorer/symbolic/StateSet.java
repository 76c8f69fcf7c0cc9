// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.symbolic;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** A set of states that an {@link Exploration} has reached. */
public final class StateSet {
    private final Exploration exploration;
    private final int node;

    StateSet(Exploration exploration, int node) {
        this.exploration = exploration;
        this.node = node;
    }

    /** Told states of a set. */
    @FunctionalInterface
    public interface Visitor {
        /** A state, by variable, which changes with the next one; false for no more. */
        boolean visit(int[] state);
    }

    int node() {
        return node;
    }

    public boolean isEmpty() {
        return node == Diagrams.EMPTY;
    }

    /** How many states there are, exactly. */
    public BigInteger count() {
        return exploration.counts().vectors(node);
    }

    /** How many nodes their diagram has. */
    public long nodes() {
        return exploration.counts().nodes(node);
    }

    /** Those in which something is so. */
    public StateSet where(Test test) {
        return exploration.where(this, test);
    }

    /** Whether something is so in one of them. The test is asked once for each combination of what it reads anywhere. */
    public boolean has(Test test) {
        return exploration.has(this, test);
    }

    /** Those that are not in another set. */
    public StateSet minus(StateSet other) {
        return exploration.minus(this, other);
    }

    /** Tells one state after the other. */
    public void forEach(Visitor visitor) {
        exploration.forEach(this, visitor);
    }

    /** One of them; null where there is none. */
    public int @Nullable [] any() {
        int[][] found = {null};
        forEach(state -> {
            found[0] = state.clone();
            return false;
        });
        return found[0];
    }
}
