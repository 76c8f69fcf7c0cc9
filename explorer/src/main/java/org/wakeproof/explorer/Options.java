// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer;

import java.time.Duration;

/**
 * How to explore.
 *
 * @param search the order of the search
 * @param storage how states are stored
 * @param threads workers of the breadth-first search, at least 1
 * @param fuse whether steps that nobody else can see are fused with the step before
 * @param checkDeterminism whether each piece of procedure code is run twice and compared
 * @param maxStates states to store at most
 * @param maxBytes bytes that the tables may take at most
 * @param timeout wall-clock time at most
 * @param seed of the random walks
 * @param levels which order of levels the symbolic search takes
 */
public record Options(
        Order search,
        Storage storage,
        int threads,
        boolean fuse,
        boolean checkDeterminism,
        long maxStates,
        long maxBytes,
        Duration timeout,
        long seed,
        Levels levels) {

    /** With levels that are sifted. */
    public Options(
            Order search,
            Storage storage,
            int threads,
            boolean fuse,
            boolean checkDeterminism,
            long maxStates,
            long maxBytes,
            Duration timeout,
            long seed) {
        this(search, storage, threads, fuse, checkDeterminism, maxStates, maxBytes, timeout, seed, Levels.SIFTED);
    }

    /** Three quarters of the heap; asked for once, as the JVM's answer changes with the sizes of its generations. */
    private static final long USUAL_BYTES = Runtime.getRuntime().maxMemory() / 4 * 3;

    /** How many states {@link Order#AUTO} stores before it turns to the symbolic search. */
    public static final long AUTO_STATES = 20_000_000;

    /** The order of a search. */
    public enum Order {
        /** Breadth first: the trace is a shortest one. */
        BFS,
        /** Depth first. */
        DFS,
        /** Random walks, until a limit is hit. */
        RANDOM,
        /** All states at once, as sets, with nothing reduced; a trace is then looked for breadth first. */
        SYMBOLIC,
        /** Breadth first as far as {@link #AUTO_STATES} stored states, and symbolic from there. */
        AUTO
    }

    /** How states are stored. */
    public enum Storage {
        /** Whole. */
        EXACT,
        /** As 64-bit fingerprints: smaller, but two states may be taken for one. */
        FINGERPRINT
    }

    /** The order of the levels of the symbolic search's diagrams. */
    public enum Levels {
        /** As footprints suggest, and where many nodes are made so that what has been reached takes few. */
        SIFTED,
        /** As footprints suggest: what is a CPU's own lies with its call stack, and what is shared between them. */
        FOOTPRINTS,
        /** Fields as they were wired, each by itself, and then call stacks; to compare with. */
        WIRING
    }

    /** Breadth first, exact, all processors, no limit but three quarters of the heap. */
    public static Options defaults() {
        return new Options(
                Order.BFS,
                Storage.EXACT,
                Runtime.getRuntime().availableProcessors(),
                true,
                true,
                Long.MAX_VALUE,
                USUAL_BYTES,
                Duration.ofDays(365),
                1);
    }

    public Options withSearch(Order order) {
        return new Options(order, storage, threads, fuse, checkDeterminism, maxStates, maxBytes, timeout, seed, levels);
    }

    public Options withStorage(Storage way) {
        return new Options(search, way, threads, fuse, checkDeterminism, maxStates, maxBytes, timeout, seed, levels);
    }

    public Options withThreads(int count) {
        return new Options(search, storage, count, fuse, checkDeterminism, maxStates, maxBytes, timeout, seed, levels);
    }

    public Options withFusion(boolean on) {
        return new Options(search, storage, threads, on, checkDeterminism, maxStates, maxBytes, timeout, seed, levels);
    }

    public Options withMaxStates(long states) {
        return new Options(search, storage, threads, fuse, checkDeterminism, states, maxBytes, timeout, seed, levels);
    }

    public Options withMaxBytes(long bytes) {
        return new Options(search, storage, threads, fuse, checkDeterminism, maxStates, bytes, timeout, seed, levels);
    }

    public Options withTimeout(Duration time) {
        return new Options(search, storage, threads, fuse, checkDeterminism, maxStates, maxBytes, time, seed, levels);
    }

    public Options withSeed(long start) {
        return new Options(
                search, storage, threads, fuse, checkDeterminism, maxStates, maxBytes, timeout, start, levels);
    }

    public Options withLevels(Levels order) {
        return new Options(search, storage, threads, fuse, checkDeterminism, maxStates, maxBytes, timeout, seed, order);
    }
}
