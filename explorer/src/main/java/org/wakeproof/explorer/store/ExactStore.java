// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps every state, lossless, in 8 bytes, and 6 for the way back. A state is cut in two, and either part is numbered:
 * states are combinations of few parts. The two numbers are the state; made a key by a function that can be undone, they are
 * all that is stored of it, in a table that finds keys by themselves. (Tree compression, after Laarman, van de Pol and Weber
 * 2011.)
 *
 * <p>The way back is a list beside the table, in the order in which states are met ({@link Origins}).
 */
public final class ExactStore implements StateStore {
    /** Odd, so multiplying by it can be undone. By Degski. */
    private static final long FACTOR = 0xd6e8feb86659fd93L;

    private static final long INVERSE = 0xcfee444d8b59a89bL;

    private final Part left;
    /** Null where states have one word. */
    private final @Nullable Part right;

    private final KeyTable table;
    private final Origins origins;

    /**
     * A store of states.
     *
     * @param words of a state, at least one
     */
    public ExactStore(int words, int initialSlots) {
        // What changes most lies in the last words, as those are filled with the smallest fields and the call stacks.
        int cut = words - (2 * words + 2) / 5;
        left = new Part(0, cut, initialSlots);
        right = cut < words ? new Part(cut, words, initialSlots) : null;
        table = new KeyTable(initialSlots);
        origins = new Origins(table.slots());
    }

    @Override
    public Appender appender() {
        return new ExactAppender();
    }

    /** Copies a stored state, for checks that nothing of it is lost; no search needs it. */
    void read(long key, long[] target) {
        long numbers = unmix(key);
        left.read((int) (numbers >>> 32), target);
        if (right != null) {
            right.read((int) numbers, target);
        }
    }

    /** The steps from a state, by number, to another that was met from it, by way of others or not. */
    public List<Integer> steps(long first, long last) {
        return origins.steps(first, last);
    }

    @Override
    public long size() {
        return table.size();
    }

    @Override
    public long bytes() {
        return table.bytes() + origins.bytes() + left.bytes() + (right == null ? 0 : right.bytes());
    }

    @Override
    public long bytesAfterGrowth() {
        return bytes()
                + (table.isCrowded() ? table.bytesAfterGrowth() - table.bytes() : 0)
                + left.bytesOfGrowth()
                + (right == null ? 0 : right.bytesOfGrowth());
    }

    @Override
    public boolean isCrowded() {
        return table.isCrowded() || left.isCrowded() || right != null && right.isCrowded();
    }

    @Override
    public boolean grow() {
        boolean hasRoom = !table.isCrowded() || table.grow();
        origins.makeRoom(table.slots());
        return hasRoom && left.grow() && (right == null || right.grow());
    }

    private static long mix(long numbers) {
        long x = (numbers ^ numbers >>> 32) * FACTOR;
        x = (x ^ x >>> 32) * FACTOR;
        return x ^ x >>> 32;
    }

    private static long unmix(long key) {
        long x = (key ^ key >>> 32) * INVERSE;
        x = (x ^ x >>> 32) * INVERSE;
        return x ^ x >>> 32;
    }

    private final class ExactAppender implements Appender {
        private final Part.Writer ofLeft = left.writer();
        private final Part.Writer ofRight = right == null ? null : right.writer();
        private final int[] numbersOfLeft = new int[MAX_AHEAD];
        private final int[] numbersOfRight = new int[MAX_AHEAD];
        private final Origins.Writer numbers = origins.writer();
        private long lastRead;

        @Override
        public void keys(long[][] states, int count, long[] keys) {
            ofLeft.number(states, count, numbersOfLeft);
            if (ofRight != null) {
                ofRight.number(states, count, numbersOfRight);
            }
            for (int i = 0; i < count; i++) {
                keys[i] = mix((long) numbersOfLeft[i] << 32 | numbersOfRight[i]);
            }
            lastRead = table.readAhead(keys, count);
        }

        @Override
        public long add(long key, long parent, int step) {
            return table.add(key) ? numbers.number(parent, step) : -1;
        }
    }
}
