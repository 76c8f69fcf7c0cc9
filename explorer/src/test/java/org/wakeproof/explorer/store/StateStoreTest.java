// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Step;

/** The concurrent stores against sets, with as many equal states as it takes to make workers meet, and while they grow. */
class StateStoreTest {
    private static final int WORKERS = 4;
    private static final int STATES = 16_000;
    private static final int DISTINCT = 7_000;

    /** One of {@link #DISTINCT} states, which have many parts in common, and zeros and ones all over. */
    private static long[] state(int number, int words) {
        long[] state = new long[words];
        for (int word = 0; word < words; word++) {
            state[word] = switch (word % 3) {
                case 0 -> words == 1 ? number : number % 130;
                case 1 -> word == 1 ? number / 130 : -number % 7;
                default -> -1;
            };
        }
        return state;
    }

    /** What one worker finds new: the key of each state, by the state. */
    private static Map<List<Long>, Long> add(StateStore.Appender appender, int words, int[] numbers) {
        Map<List<Long>, Long> fresh = new HashMap<>();
        long[] keys = new long[StateStore.MAX_AHEAD];
        for (int i = 0; i < numbers.length; i += StateStore.MAX_AHEAD) {
            int count = Math.min(StateStore.MAX_AHEAD, numbers.length - i);
            long[][] states = new long[count][];
            for (int j = 0; j < count; j++) {
                states[j] = state(numbers[i + j], words);
            }
            appender.keys(states, count, keys);
            for (int j = 0; j < count; j++) {
                if (appender.add(keys[j], 0, 0) >= 0) {
                    assertThat(fresh.put(list(states[j]), keys[j]))
                            .as("new once more")
                            .isNull();
                }
            }
        }
        return fresh;
    }

    private static List<Long> list(long[] state) {
        return Arrays.stream(state).boxed().toList();
    }

    /**
     * Workers add the same states in orders of their own, a portion each at a time; the store grows in between.
     *
     * @return the key of each state
     */
    private static Map<List<Long>, Long> addAll(StateStore store, int words) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(WORKERS);
        try {
            List<StateStore.Appender> appenders = IntStream.range(0, WORKERS)
                    .mapToObj(worker -> store.appender())
                    .toList();
            List<int[]> orders = IntStream.range(0, WORKERS)
                    .mapToObj(worker ->
                            new Random(worker).ints(STATES, 0, DISTINCT).toArray())
                    .toList();
            Map<List<Long>, Long> all = new HashMap<>();
            for (int from = 0; from < STATES; from += StateStore.MAX_AHEAD) {
                while (store.isCrowded()) {
                    assertThat(store.grow()).isTrue();
                }
                List<Future<Map<List<Long>, Long>>> portions = new ArrayList<>();
                for (int worker = 0; worker < WORKERS; worker++) {
                    StateStore.Appender appender = appenders.get(worker);
                    int[] portion =
                            Arrays.copyOfRange(orders.get(worker), from, Math.min(from + StateStore.MAX_AHEAD, STATES));
                    portions.add(pool.submit(() -> add(appender, words, portion)));
                }
                for (Future<Map<List<Long>, Long>> portion : portions) {
                    portion.get()
                            .forEach((state, key) -> assertThat(all.put(state, key))
                                    .as("new to somebody else before: %s", state)
                                    .isNull());
                }
                assertThat(store.size()).isEqualTo(all.size());
            }
            return all;
        } finally {
            pool.shutdownNow();
        }
    }

    private static Set<List<Long>> expected(int words) {
        Set<List<Long>> expected = new HashSet<>();
        for (int worker = 0; worker < WORKERS; worker++) {
            new Random(worker).ints(STATES, 0, DISTINCT).forEach(number -> expected.add(list(state(number, words))));
        }
        return expected;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 8})
    void theExactStoreKeepsEachStateOnceAndReadsItBack(int words) throws Exception {
        ExactStore store = new ExactStore(words, StateStore.initialSlots(1));
        Map<List<Long>, Long> keys = addAll(store, words);
        assertThat(keys.keySet()).isEqualTo(expected(words));
        assertThat(keys.values()).as("a key each").doesNotHaveDuplicates().doesNotContain(0L);
        StateStore.Appender other = store.appender();
        long[] read = new long[words];
        keys.forEach((state, key) -> {
            store.read(key, read);
            assertThat(list(read)).isEqualTo(state);
            assertThat(other.key(read)).as("its key as before").isEqualTo(key);
            assertThat(other.add(key, 0, 0)).isNegative();
        });
    }

    @Test
    void theFingerprintStoreCountsEachStateOnce() throws Exception {
        FingerprintStore store = new FingerprintStore(StateStore.initialSlots(1));
        assertThat(addAll(store, 3).keySet()).isEqualTo(expected(3));
    }

    @Test
    void theStepsThatLedToAStateAreToldAlsoThoseOfWideChoices() {
        ExactStore store = new ExactStore(3, StateStore.initialSlots(1));
        List<StateStore.Appender> workers = List.of(store.appender(), store.appender(), store.appender());
        Random random = new Random(1);
        long[] numbers = new long[DISTINCT];
        Map<Long, List<Integer>> ways = new HashMap<>();
        for (int state = 0; state < DISTINCT; state++) {
            if (store.isCrowded()) {
                store.grow();
            }
            int parent = state == 0 ? 0 : random.nextInt(state);
            int step = List.of(
                            Step.operation(random.nextInt(2), 0),
                            Step.operation(Machine.MAX_CPUS - 1, random.nextInt(300)),
                            Step.interrupt(random.nextInt(8), random.nextInt(8)),
                            Step.event(random.nextInt(1000)),
                            Step.operation(0, Step.MAX_CHOICES - 1 - random.nextInt(9)))
                    .get(random.nextInt(5));
            StateStore.Appender worker = workers.get(random.nextInt(3));
            numbers[state] = worker.add(worker.key(state(state, 3)), numbers[parent], step);
            List<Integer> way = new ArrayList<>(state == 0 ? List.of() : ways.get(numbers[parent]));
            if (state > 0) {
                way.add(step);
            }
            assertThat(ways.put(numbers[state], way)).as("a number each").isNull();
        }
        ways.forEach(
                (number, way) -> assertThat(store.steps(numbers[0], number)).isEqualTo(way));
    }

    @Test
    void keysThatCollideAreToldApartWhileTheTableGrows() {
        KeyTable table = new KeyTable(64);
        Set<Long> keys = new HashSet<>();
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            if (table.isCrowded()) {
                assertThat(table.grow()).isTrue();
            }
            // Halves that are few and extreme: clusters, those at the end of the table, which go on at its beginning,
            // among them.
            long high = new long[] {0, 1, 0x7FFF_FFFFL, 0x8000_0000L, 0xFFFF_FFF0L, 0xFFFF_FFFFL}[random.nextInt(6)];
            long key = high + random.nextInt(10) << 32 | random.nextInt(100) + 1;
            assertThat(table.add(key)).isEqualTo(keys.add(key));
        }
        assertThat(table.size()).isEqualTo(keys.size());
        keys.forEach(key -> assertThat(table.add(key)).isFalse());
    }

    @Test
    void aTableOfSeveralChunksGrows() {
        KeyTable table = new KeyTable(1 << 12);
        assertThat(new Random(1)
                        .longs(300_000)
                        .filter(key -> addGrowing(table, key))
                        .count())
                .isEqualTo(300_000);
        assertThat(new Random(1)
                        .longs(300_000)
                        .filter(key -> addGrowing(table, key))
                        .count())
                .as("once more")
                .isZero();
        assertThat(table.size()).isEqualTo(300_000);
    }

    private static boolean addGrowing(KeyTable table, long key) {
        if (table.isCrowded()) {
            table.grow();
        }
        return table.add(key);
    }

    @Test
    void pairsWithEqualHashesHaveNumbersOfTheirOwn() {
        Numbering numbering = new Numbering(2, 64);
        Numbering.Writer first = numbering.writer();
        Numbering.Writer second = numbering.writer();
        Set<Integer> given = new HashSet<>();
        for (int i = 1; i <= 40; i++) {
            int number = first.number(i, -i, 0xFFFF_FFFF_FFFF_FFFFL);
            assertThat(given.add(number)).isTrue();
            assertThat(second.number(i, -i, 0xFFFF_FFFF_FFFF_FFFFL)).isEqualTo(number);
            assertThat(numbering.first(number)).isEqualTo(i);
            assertThat(numbering.second(number)).isEqualTo(-i);
        }
    }

    @Test
    void recentStatesAreThoseThatHaveBeenMet() {
        RecentStates recent = new RecentStates(2);
        Set<Integer> met = new HashSet<>();
        Random random = new Random(1);
        int hits = 0;
        for (int i = 0; i < STATES; i++) {
            int number = random.nextInt(2_000);
            boolean isRecent = recent.meet(new long[] {number % 3, number / 3});
            assertThat(isRecent && !met.contains(number))
                    .as("%d was not met", number)
                    .isFalse();
            met.add(number);
            hits += isRecent ? 1 : 0;
        }
        assertThat(hits).as("1024 of 2000 are remembered at most").isBetween(STATES / 4, STATES / 2);
    }

    @Test
    void theIndexNumbersStatesInTheOrderInWhichTheyAreSeen() {
        StateIndex index = new StateIndex(3);
        for (int number = 0; number < DISTINCT; number++) {
            assertThat(index.number(state(number, 3))).isEqualTo(number);
            assertThat(index.number(state(number / 2, 3))).isEqualTo(number / 2);
        }
    }
}
