// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.store;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.LongAdder;
import org.wakeproof.explorer.Statistics;

/**
 * Keeps a 64-bit fingerprint of each state, in open addressing, and nothing else: a trace is found by
 * searching once more. Two states with one fingerprint are taken for one, with the odds that {@link
 * Statistics#oddsOfOmission()} gives.
 */
public final class FingerprintStore implements StateStore, StateStore.Appender {
    private static final VarHandle SLOTS = MethodHandles.arrayElementVarHandle(long[].class);
    private static final double LOAD = 0.8;
    private static final double GROWTH = 1.5;

    private final LongAdder size = new LongAdder();
    private long[] slots;
    private long limit;
    /** Keeps the compiler from leaving the reading out. */
    private long lastRead;

    public FingerprintStore(int initialSlots) {
        slots = new long[initialSlots];
        limit = (long) (initialSlots * LOAD);
    }

    @Override
    public Appender appender() {
        return this;
    }

    @Override
    public long add(long[] state, long hash, long parent) {
        long fingerprint = hash == 0 ? 1 : hash;
        long[] table = slots;
        int at = place(fingerprint, table.length);
        while (true) {
            long slot = (long) SLOTS.getAcquire(table, at);
            if (slot == 0) {
                slot = (long) SLOTS.compareAndExchange(table, at, 0L, fingerprint);
                if (slot == 0) {
                    size.increment();
                    return 0;
                }
            }
            if (slot == fingerprint) {
                return -1;
            }
            at = at + 1 == table.length ? 0 : at + 1;
        }
    }

    @Override
    public void readAhead(long[] hashes, int count) {
        long[] table = slots;
        long read = 0;
        for (int i = 0; i < count; i++) {
            read += table[place(hashes[i], table.length)];
        }
        lastRead = read;
    }

    @Override
    public long size() {
        return size.sum();
    }

    @Override
    public long bytes() {
        return 8L * slots.length;
    }

    @Override
    public long bytesAfterGrowth() {
        return 8L * slots.length + 8L * grown();
    }

    @Override
    public boolean isCrowded() {
        return size.sum() > limit;
    }

    private int grown() {
        return (int) Math.min(Integer.MAX_VALUE - 8, (long) (slots.length * GROWTH));
    }

    @Override
    public boolean grow() {
        if (grown() == slots.length) {
            return false;
        }
        long[] larger = new long[grown()];
        for (long slot : slots) {
            if (slot != 0) {
                int at = place(slot, larger.length);
                while (larger[at] != 0) {
                    at = at + 1 == larger.length ? 0 : at + 1;
                }
                larger[at] = slot;
            }
        }
        slots = larger;
        limit = (long) (larger.length * LOAD);
        return true;
    }

    private static int place(long hash, int length) {
        return (int) ((hash >>> 33) * length >>> 31);
    }
}
