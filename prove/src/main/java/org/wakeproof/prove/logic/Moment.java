// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.logic;

/** A point in time, as an integer. Times are only compared, so differences stay within linear arithmetic. */
public sealed interface Moment {
    default Local isAtMost(Moment other) {
        return new Local(new Node.Compared(this, false, other));
    }

    default Local isBefore(Moment other) {
        return new Local(new Node.Compared(this, true, other));
    }

    default Local isEqualTo(Moment other) {
        return new Local(new Node.Equal(this, other));
    }

    /** Time 0, which stands for none. */
    record Zero() implements Moment {}

    /** A time of each CPU, 0 at first. */
    record Own(String name) implements Moment, Variable {}

    /** A time that exists once, 0 at first. */
    record Global(String name) implements Moment, Variable {}

    /** The time that a step chooses. */
    record Chosen() implements Moment {}

    /** {@link Zero} */
    Moment ZERO = new Zero();

    /** {@link Chosen} */
    Moment CHOSEN = new Chosen();
}
