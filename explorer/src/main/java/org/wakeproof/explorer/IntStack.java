// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer;

import java.util.Arrays;

/** A growing stack of ints. */
final class IntStack {
    private int[] values = new int[16];
    private int size;

    void push(int value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
        }
        values[size++] = value;
    }

    int pop() {
        return values[--size];
    }

    int peek() {
        return values[size - 1];
    }

    int get(int position) {
        return values[position];
    }

    int size() {
        return size;
    }

    void truncate(int newSize) {
        size = newSize;
    }

    int[] copy(int from, int to) {
        return Arrays.copyOfRange(values, from, to);
    }
}
