// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.symbolic;

import java.util.Arrays;
import java.util.List;

/** What the steps of an agent with one footprint lead to, by the values of the variables that they read. */
final class Table {
    /** No answer yet. */
    static final int NONE = -1;

    private final int[] reads;
    private final int[] writes;
    /** One after the other: what is read, how many outcomes, and what each writes. */
    private int[] records = new int[64];

    private int used;
    /** Where records begin, plus one, by hash. */
    private int[] index = new int[16];

    private int size;

    Table(Footprint footprint) {
        reads = footprint.reads().stream().toArray();
        writes = footprint.writes().stream().toArray();
    }

    /** Where the answer for a state is, or none. */
    int find(int[] state) {
        int slot = slot(state);
        return index[slot] == 0 ? NONE : index[slot] - 1;
    }

    private int slot(int[] state) {
        long hash = 1;
        for (int variable : reads) {
            hash = hash * 0x9E3779B97F4A7C15L + state[variable];
        }
        // Values are small and often follow each other: slots side by side would become one long row.
        int slot = (int) (hash * 0xBF58476D1CE4E5B9L >>> 32) & index.length - 1;
        while (index[slot] != 0 && !isFor(index[slot] - 1, state)) {
            slot = slot + 1 & index.length - 1;
        }
        return slot;
    }

    private boolean isFor(int record, int[] state) {
        for (int i = 0; i < reads.length; i++) {
            if (records[record + i] != state[reads[i]]) {
                return false;
            }
        }
        return true;
    }

    /** Remembers an answer: by outcome, the values of what is written, in order. Returns where it is. */
    int remember(int[] state, List<int[]> outcomes) {
        int length = reads.length + 1 + outcomes.size() * writes.length;
        if (used + length > records.length) {
            records = Arrays.copyOf(records, Math.max(used + length, 2 * records.length));
        }
        if (2 * ++size > index.length) {
            rehash();
        }
        int record = used;
        index[slot(state)] = record + 1;
        for (int variable : reads) {
            records[used++] = state[variable];
        }
        records[used++] = outcomes.size();
        for (int[] outcome : outcomes) {
            for (int value : outcome) {
                records[used++] = value;
            }
        }
        return record;
    }

    private void rehash() {
        int[] old = index;
        index = new int[2 * old.length];
        int[] state = new int[Arrays.stream(reads).max().orElse(0) + 1];
        for (int entry : old) {
            if (entry != 0) {
                for (int i = 0; i < reads.length; i++) {
                    state[reads[i]] = records[entry - 1 + i];
                }
                index[slot(state)] = entry;
            }
        }
    }

    /** How many outcomes an answer has. */
    int outcomes(int record) {
        return records[record + reads.length];
    }

    /** Puts what an outcome writes into a state. */
    void write(int record, int outcome, int[] state) {
        int at = record + reads.length + 1 + outcome * writes.length;
        for (int variable : writes) {
            state[variable] = records[at++];
        }
    }
}
