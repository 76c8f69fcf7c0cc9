// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.code;

/** A place to go to, which is known once the instructions before it are. */
public final class Label {
    private int position = -1;

    void place(int at) {
        position = at;
    }

    boolean isPlaced() {
        return position >= 0;
    }

    @Override
    public String toString() {
        return "to " + position;
    }

    /** The number of the instruction there. */
    public int position() {
        return position;
    }
}
