// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What states and numbers are kept in beside the stores, and how many bytes the limit of memory is told that it takes. */
class QueuesTest {
    private static final int STATES = 300;

    @Test
    void statesAreReadInTheOrderInWhichTheyWereAppended() {
        StateQueue queue = new StateQueue(2);
        for (int i = 0; i < STATES; i++) {
            queue.add(new long[] {i, -i}, 7L * i);
        }
        assertThat(queue.size()).isEqualTo(STATES);
        long[] state = new long[2];
        for (int i = 0; i < STATES; i++) {
            assertThat(queue.read(i, state)).isEqualTo(7L * i);
            assertThat(state).containsExactly(i, -i);
        }
    }

    @Test
    void aQueueTakesBlocksOf128States() {
        StateQueue queue = new StateQueue(2);
        assertThat(queue.bytes()).isZero();
        for (int i = 0; i < 129; i++) {
            queue.add(new long[2], 0);
            assertThat(queue.bytes()).as("two words and a number each").isEqualTo((i < 128 ? 1 : 2) * 128 * 3 * 8);
        }
    }

    @Test
    void whatIsPushedLastIsPoppedFirst() {
        IntStack stack = new IntStack();
        for (int i = 0; i < STATES; i++) {
            stack.push(i);
            assertThat(stack.peek()).isEqualTo(i);
        }
        assertThat(stack.get(5)).isEqualTo(5);
        assertThat(stack.copy(3, 6)).containsExactly(3, 4, 5);
        for (int i = STATES - 1; i > 10; i--) {
            assertThat(stack.pop()).isEqualTo(i);
        }
        assertThat(stack.size()).isEqualTo(11);
        stack.truncate(4);
        assertThat(stack.size()).isEqualTo(4);
        assertThat(stack.pop()).isEqualTo(3);
    }

    @Test
    void anIndexTakesItsStatesAndASlotEach() {
        StateIndex index = new StateIndex(3);
        assertThat(index.bytes()).as("512 states of three words, 1024 slots").isEqualTo(512 * 3 * 8 + 1024 * 4);
        for (int number = 0; number < 513; number++) {
            assertThat(index.number(new long[] {number, 1, 2})).isEqualTo(number);
        }
        assertThat(index.bytes()).as("a second chunk of as many").isEqualTo(1024 * 3 * 8 + 1024 * 4);
        for (int number = 513; number < 700; number++) {
            index.number(new long[] {number, 1, 2});
        }
        assertThat(index.bytes())
                .as("and twice the slots, as they were filled to three fifths")
                .isEqualTo(1024 * 3 * 8 + 2048 * 4);
        assertThat(index.size()).isEqualTo(700);
        long[] state = new long[3];
        index.read(600, state);
        assertThat(state).containsExactly(600, 1, 2);
    }

    @Test
    void storesAreCrowdedBeforeTheyAreFullAndSayWhatGrowingTakes() {
        ExactStore exact = new ExactStore(1, 1000);
        StateStore prints = new FingerprintStore(1000);
        int index = 4 * 1024;
        assertThat(exact.bytes()).as("keys, and an index of words").isEqualTo(8 * 1000 + index);
        assertThat(prints.bytes()).isEqualTo(8 * 1000);
        StateStore.Appender exactly = exact.appender();
        StateStore.Appender printing = prints.appender();
        for (int number = 0; number <= 768; number++) {
            assertThat(exact.isCrowded()).as("at %d", number).isEqualTo(number > 750);
            assertThat(prints.isCrowded()).as("at %d", number).isEqualTo(number > 750);
            exactly.add(exactly.key(new long[] {number}), 0, 0);
            printing.add(printing.key(new long[] {number}), 0, 0);
        }
        int ofWords = 8 * 1024;
        int origins = 8192 * (4 + 2);
        int emptied = 1 << 16;
        assertThat(exact.bytes())
                .as("one chunk of words, and one of parents with steps")
                .isEqualTo(8 * 1000 + index + ofWords + origins);
        assertThat(exact.bytesAfterGrowth())
                .as("the larger table and a chunk that is about to be filled again, both indices side by side")
                .isEqualTo(8 * (1300 + emptied) + 3 * index + ofWords + origins);
        assertThat(prints.bytesAfterGrowth()).isEqualTo(8 * (1300 + emptied));
        assertThat(exact.grow()).isTrue();
        assertThat(prints.grow()).isTrue();
        assertThat(exact.bytes()).isEqualTo(8 * 1300 + 2 * index + ofWords + origins);
        assertThat(prints.bytes()).isEqualTo(8 * 1300);
        assertThat(exact.isCrowded()).isFalse();
        assertThat(prints.isCrowded()).isFalse();
        assertThat(exact.size()).isEqualTo(769);
        assertThat(prints.size()).isEqualTo(769);
    }

    /**
     * Eight words are cut into five and three. Five are two and one, and two: pairs of numbers are numbered for the five and
     * for the first three of them. Three are two and one. That makes eight indices.
     */
    @Test
    void eachPartOfAStateHasAnIndex() {
        ExactStore store = new ExactStore(8, 1000);
        int index = 4 * 1024;
        assertThat(store.bytes()).isEqualTo(8 * 1000 + 8 * index);
        StateStore.Appender appender = store.appender();
        for (int number = 0; number <= 768; number++) {
            appender.add(appender.key(new long[] {number, 0, 0, number, 0, 0, 0, 0}), 0, 0);
        }
        long before = store.bytes();
        assertThat(store.bytesAfterGrowth() - before)
                .as(
                        "the table, and indices twice as large of the first two words, of three, of the next two, and of all five")
                .isEqualTo(8 * (1300 - 1000 + (1 << 16)) + 4 * 2 * index);
        assertThat(store.grow()).isTrue();
        assertThat(store.bytes() - before).isEqualTo(8 * 300 + 4 * index);
    }

    /** What is added behind a growth may lie where nothing has lain before. */
    @Test
    void aTableIsWholeBehindItsGrowth() {
        KeyTable table = new KeyTable(70_000);
        assertThat(table.add(1L << 32 | 1)).isTrue();
        assertThat(table.grow()).isTrue();
        assertThat(table.add(-1)).as("in the last chunk").isTrue();
        assertThat(table.add(-1)).isFalse();
        assertThat(table.add(1L << 32 | 1)).isFalse();
    }

    @Test
    void aLargeStoreTakesNoMoreThan24BytesAState() {
        ExactStore store = new ExactStore(4, 1 << 12);
        StateStore.Appender appender = store.appender();
        for (int number = 0; number < 500_000; number++) {
            if (store.isCrowded()) {
                store.grow();
            }
            long[] state = {1, number % 1000, -1, number / 1000};
            appender.add(appender.key(state), 0, 0);
            if (number > 100_000 && number % 1000 == 0) {
                assertThat(store.bytes() / (double) number).as("at %d", number).isBetween(16.0, 24.0);
            }
        }
        assertThat(store.size()).isEqualTo(500_000);
    }
}
