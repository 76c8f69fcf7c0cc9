// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The concurrent tables against sets, with as many equal states as it takes to make workers meet. */
class StateStoreTest {
    private static final int WORKERS = 4;
    private static final int STATES = 40_000;
    private static final int DISTINCT = 15_000;

    private static long[] state(int number) {
        return new long[] {number, number * 31L % 7, -number};
    }

    /** Each worker adds the same states in another order; each state is new for exactly one of them. */
    private static Set<Integer> addAll(StateStore store) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(WORKERS);
        try {
            List<Future<List<Integer>>> results = new ArrayList<>();
            for (int worker = 0; worker < WORKERS; worker++) {
                int seed = worker;
                results.add(pool.submit(() -> {
                    StateStore.Appender appender = store.appender();
                    Random random = new Random(seed);
                    List<Integer> fresh = new ArrayList<>();
                    for (int i = 0; i < STATES; i++) {
                        int number = random.nextInt(DISTINCT);
                        if (appender.add(state(number), 0) >= 0) {
                            fresh.add(number);
                        }
                    }
                    return fresh;
                }));
            }
            List<Integer> all = new ArrayList<>();
            for (Future<List<Integer>> result : results) {
                all.addAll(result.get());
            }
            assertThat(all).doesNotHaveDuplicates();
            assertThat(store.size()).isEqualTo(all.size());
            return new HashSet<>(all);
        } finally {
            pool.shutdownNow();
        }
    }

    private static Set<Integer> expected() {
        Set<Integer> expected = new HashSet<>();
        for (int worker = 0; worker < WORKERS; worker++) {
            new Random(worker).ints(STATES, 0, DISTINCT).forEach(expected::add);
        }
        return expected;
    }

    @Test
    void theExactStoreCountsEachStateOnce() throws Exception {
        assertThat(addAll(new ExactStore(3, 1 << 15))).isEqualTo(expected());
    }

    @Test
    void theFingerprintStoreCountsEachStateOnce() throws Exception {
        assertThat(addAll(new FingerprintStore(1 << 15))).isEqualTo(expected());
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 1000, 4096})
    void whatIsStoredIsFoundAgainWhileTheTableGrows(int slots) {
        for (StateStore store : List.of(new ExactStore(3, slots), new FingerprintStore(slots))) {
            StateStore.Appender appender = store.appender();
            for (int number = 0; number < DISTINCT; number++) {
                if (store.isCrowded()) {
                    store.grow();
                }
                assertThat(appender.add(state(number), 0)).isNotNegative();
            }
            for (int number = 0; number < DISTINCT; number++) {
                assertThat(appender.add(state(number), 0)).isNegative();
            }
        }
    }

    @Test
    void theExactStoreReadsBackStatesAndParents() {
        ExactStore store = new ExactStore(3, 1 << 15);
        StateStore.Appender appender = store.appender();
        long[] read = new long[3];
        for (int number = 0; number < 20_000; number++) {
            long added = appender.add(state(number), number / 2);
            store.read(added, read);
            assertThat(read).isEqualTo(state(number));
            assertThat(store.parent(added)).isEqualTo(number / 2);
        }
    }

    @Test
    void theIndexNumbersStatesInTheOrderInWhichTheyAreSeen() {
        StateIndex index = new StateIndex(3);
        for (int number = 0; number < DISTINCT; number++) {
            assertThat(index.number(state(number))).isEqualTo(number);
            assertThat(index.number(state(number / 2))).isEqualTo(number / 2);
        }
    }
}
