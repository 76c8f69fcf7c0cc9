// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.store;

import java.util.Arrays;

/** A growing stack of ints. */
public final class IntStack {
    private int[] values = new int[16];
    private int size;

    public void push(int value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
        }
        values[size++] = value;
    }

    public int pop() {
        return values[--size];
    }

    public int peek() {
        return values[size - 1];
    }

    public int get(int position) {
        return values[position];
    }

    public int size() {
        return size;
    }

    public void truncate(int newSize) {
        size = newSize;
    }

    public int[] copy(int from, int to) {
        return Arrays.copyOfRange(values, from, to);
    }
}
