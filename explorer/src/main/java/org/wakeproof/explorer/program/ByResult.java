// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.program;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What is known of each result of an operation. Most operations have few results, so a look-up is a short
 * walk, and needs no lock: a reader sees a snapshot that never changes. Those of wide choices are in a map.
 */
public final class ByResult<T> {
    private static final int FEW = 16;

    private volatile Entries entries = new Entries(new int[0], new Object[0]);
    /** The results behind the first few; null as long as there are none. */
    private volatile @Nullable Map<Integer, T> more;

    private record Entries(int[] results, Object[] values) {}

    /** What is known of a result, or null. */
    @SuppressWarnings("unchecked") // Only learn() puts values in.
    T known(int result) {
        Entries snapshot = entries;
        for (int i = 0; i < snapshot.results.length; i++) {
            if (snapshot.results[i] == result) {
                return (T) snapshot.values[i];
            }
        }
        Map<Integer, T> others = more;
        return others == null ? null : others.get(result);
    }

    /** Names every result that something is known of. */
    public void forEachResult(IntConsumer told) {
        for (int result : entries.results) {
            told.accept(result);
        }
        if (more != null) {
            more.keySet().forEach(told::accept);
        }
    }

    /** Remembers what a result, which was not known, leads to. Callers take turns. */
    void learn(int result, T value) {
        Entries old = entries;
        int size = old.results.length;
        if (size == FEW) {
            if (more == null) {
                more = new ConcurrentHashMap<>();
            }
            more.put(result, value);
            return;
        }
        int[] results = Arrays.copyOf(old.results, size + 1);
        Object[] values = Arrays.copyOf(old.values, size + 1);
        results[size] = result;
        values[size] = value;
        entries = new Entries(results, values);
    }
}
