// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.code;

/**
 * What there is at an address: of what size the elements are there, as which they are seen by a pointer, and how many make a
 * row of an array of arrays. Sizes are in bits up to 64, and numbers of types beyond; 0 is not known.
 */
final class Layout {
    /** Nothing is known. */
    static final long UNKNOWN = 0;

    /** What has more bits is no number, but something else that has a number here. */
    static final int WIDEST = Long.SIZE;

    private static final int WIDTH = 20;
    private static final long MASK = (1L << WIDTH) - 1;

    private Layout() {}

    /** Of elements, in rows of so many; 0 if they are in none. */
    static long of(int element, int row) {
        return (long) row << 2 * WIDTH | element;
    }

    /** The same as a pointer to such elements has it; to what nobody knows of what size it is as before. */
    static long seenAs(long layout, int element) {
        return element == 0 ? layout : layout & ~(MASK << WIDTH) | (long) element << WIDTH;
    }

    static int element(long layout) {
        return (int) (layout & MASK);
    }

    private static int seen(long layout) {
        return (int) (layout >> WIDTH & MASK);
    }

    static int row(long layout) {
        return (int) (layout >> 2 * WIDTH & MASK);
    }

    /** Whether the pointer takes what is there for something of another size. */
    static boolean isOther(long layout) {
        return element(layout) != 0 && seen(layout) != 0 && element(layout) != seen(layout);
    }

    /** Whether it takes a number there for a wider one, in which others lie, too. */
    static boolean isWider(long layout) {
        return isOther(layout) && seen(layout) <= WIDEST && seen(layout) > element(layout);
    }
}
