// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.store;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a state costs that is added to a store, and one that is found there: a million states of four words, by one worker,
 * {@link StateStore#MAX_AHEAD} at a time as a search has it; growing is part of it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(StoreBenchmark.STATES)
@Warmup(iterations = 5)
@Measurement(iterations = 10)
@Fork(1)
public class StoreBenchmark {
    static final int STATES = 1 << 20;
    private static final int WORDS = 4;
    /** What a word holds: few values, so that halves of states are met again, as in a search. */
    private static final int VALUES = 1 << 8;

    /** The store. */
    @Param({"exact", "fingerprint"})
    public String kind;

    private final long[][] states = new long[STATES][WORDS];
    private final long[] keys = new long[StateStore.MAX_AHEAD];
    private StateStore empty;
    private StateStore full;

    /** Makes up the states, and a store that has them all. */
    @Setup(Level.Trial)
    public void fill() {
        SplittableRandom random = new SplittableRandom(1);
        for (long[] state : states) {
            for (int word = 0; word < WORDS; word++) {
                state[word] = random.nextInt(VALUES);
            }
        }
        full = store();
        addAll(full);
    }

    /** Makes the store to which states are added. */
    @Setup(Level.Invocation)
    public void empty() {
        empty = store();
    }

    private StateStore store() {
        int slots = StateStore.initialSlots(1);
        return kind.equals("exact") ? new ExactStore(WORDS, slots) : new FingerprintStore(slots);
    }

    /** A state that is new. */
    @Benchmark
    public long add() {
        return addAll(empty);
    }

    /** A state that is known. */
    @Benchmark
    public long find() {
        return addAll(full);
    }

    /** How many were new. */
    private long addAll(StateStore store) {
        StateStore.Appender appender = store.appender();
        long before = store.size();
        long[][] portion = new long[StateStore.MAX_AHEAD][];
        for (int from = 0; from < STATES; from += portion.length) {
            if (store.isCrowded() && !store.grow()) {
                throw new IllegalStateException("the store cannot grow");
            }
            System.arraycopy(states, from, portion, 0, portion.length);
            appender.keys(portion, portion.length, keys);
            for (long key : keys) {
                appender.add(key, 0, 0);
            }
        }
        return store.size() - before;
    }
}
