// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.store;

import org.wakeproof.explorer.Statistics;

/**
 * Keeps a 64-bit fingerprint of each state and nothing else: a trace is found by
 * searching once more. Two states with one fingerprint are taken for one, with the odds that {@link
 * Statistics#oddsOfOmission()} gives.
 */
public final class FingerprintStore implements StateStore, StateStore.Appender {
    private final KeyTable table;
    private long lastRead;

    public FingerprintStore(int initialSlots) {
        table = new KeyTable(initialSlots);
    }

    @Override
    public Appender appender() {
        return this;
    }

    @Override
    public void keys(long[][] states, int count, long[] keys) {
        for (int i = 0; i < count; i++) {
            long hash = Hashes.hash(states[i]);
            keys[i] = hash == 0 ? 1 : hash;
        }
        lastRead = table.readAhead(keys, count);
    }

    @Override
    public long add(long key, long parent, int step) {
        return table.add(key) ? 0 : -1;
    }

    @Override
    public long size() {
        return table.size();
    }

    @Override
    public long bytes() {
        return table.bytes();
    }

    @Override
    public long bytesAfterGrowth() {
        return table.bytesAfterGrowth();
    }

    @Override
    public boolean isCrowded() {
        return table.isCrowded();
    }

    @Override
    public boolean grow() {
        return table.grow();
    }
}
