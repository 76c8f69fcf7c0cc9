// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.model;

import org.wakeproof.machine.Field;
import org.wakeproof.machine.State;

/** A state as a few 64-bit words. */
public final class PackedState implements State {
    public final long[] words;

    PackedState(int words) {
        this.words = new long[words];
    }

    @Override
    public int get(Field field) {
        return (int) (words[field.word()] >>> field.shift() & field.mask());
    }

    @Override
    public void set(Field field, int value) {
        int word = field.word();
        words[word] = words[word] & ~(field.mask() << field.shift()) | (long) value << field.shift();
    }

    public void copyFrom(PackedState other) {
        // A few words: a loop is quicker than a call.
        for (int word = 0; word < words.length; word++) {
            words[word] = other.words[word];
        }
    }
}
