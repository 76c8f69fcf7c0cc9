// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.machine;

/**
 * A fixed number of bits of the global state. Its place in the packed state is given once the
 * machine is {@linkplain Machine#seal() sealed}; a field never straddles two 64-bit words.
 */
public final class Field {
    private final String name;
    private final int bits;
    private final int initial;
    private final long mask;
    private Cell cell;
    private int index = -1;
    private int word;
    private int shift;

    Field(String name, int bits, int initial) {
        if (bits < 0 || bits > 31) {
            throw new IllegalArgumentException(name + ": a field has 0 to 31 bits, not " + bits);
        }
        this.name = name;
        this.bits = bits;
        this.initial = initial;
        this.mask = (1L << bits) - 1;
    }

    /** Returns how many bits hold the values 0 to {@code max}. */
    static int bitsFor(int max) {
        return 32 - Integer.numberOfLeadingZeros(max);
    }

    void holds(Cell content) {
        cell = content;
    }

    /** The cell that it holds; null for what is none. */
    Cell cell() {
        return cell;
    }

    void place(int index, int word, int shift) {
        this.index = index;
        this.word = word;
        this.shift = shift;
    }

    public String name() {
        return name;
    }

    public int bits() {
        return bits;
    }

    /** The value when the machine starts. */
    public int initial() {
        return initial;
    }

    /** Position in {@link Machine#fields()}. */
    public int index() {
        return index;
    }

    /** Which 64-bit word of the packed state holds it. */
    public int word() {
        return word;
    }

    /** Lowest bit inside that word. */
    public int shift() {
        return shift;
    }

    /** Its bits, right-aligned. */
    public long mask() {
        return mask;
    }

    @Override
    public String toString() {
        return name;
    }
}
