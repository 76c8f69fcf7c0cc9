// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.store;

import java.util.ArrayList;
import java.util.List;

/** Packed states in the order in which one worker appended them, each with its number. */
public final class StateQueue {
    private static final int PER_BLOCK = 128;

    private final int stride;
    private final List<long[]> blocks = new ArrayList<>();
    private long size;

    public StateQueue(int words) {
        stride = words + 1;
    }

    public void add(long[] state, long number) {
        int inBlock = (int) (size % PER_BLOCK);
        if (inBlock == 0) {
            blocks.add(new long[PER_BLOCK * stride]);
        }
        long[] block = blocks.get(blocks.size() - 1);
        System.arraycopy(state, 0, block, inBlock * stride, stride - 1);
        block[inBlock * stride + stride - 1] = number;
        size++;
    }

    /** Copies a state and returns its number. */
    public long read(long index, long[] target) {
        long[] block = blocks.get((int) (index / PER_BLOCK));
        int at = (int) (index % PER_BLOCK) * stride;
        System.arraycopy(block, at, target, 0, stride - 1);
        return block[at + stride - 1];
    }

    public long size() {
        return size;
    }

    public long bytes() {
        return 8L * blocks.size() * PER_BLOCK * stride;
    }
}
