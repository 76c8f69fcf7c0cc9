// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wakeproof.explorer.store.StateQueue;

/** A level's states are taken portion by portion, each once, whoever has met them. */
class FrontierTest {
    /** Of one word each, which is its number, too. */
    private static StateQueue queue(int from, int to) {
        StateQueue queue = new StateQueue(1);
        for (int number = from; number < to; number++) {
            queue.add(new long[] {number}, number);
        }
        return queue;
    }

    private static List<Long> takeAll(Frontier frontier) {
        List<Long> taken = new ArrayList<>();
        while (frontier.hasMore()) {
            long from = frontier.take();
            Frontier.Reader reader = frontier.from(from);
            for (long at = from; at < frontier.end(from); at++) {
                long[] state = new long[1];
                taken.add(reader.next(state));
                assertThat(state[0]).isEqualTo(taken.get(taken.size() - 1));
            }
        }
        return taken;
    }

    private static List<Long> numbers(int to) {
        List<Long> numbers = new ArrayList<>();
        for (long number = 0; number < to; number++) {
            numbers.add(number);
        }
        return numbers;
    }

    /** Portions of 128 begin at 0, 128 and 256: within the first queue, the fourth and the last one. */
    @Test
    void eachStateIsTakenOnce() {
        Frontier frontier = new Frontier(
                List.of(queue(0, 127), queue(127, 128), queue(128, 128), queue(128, 250), queue(250, 300)));
        assertThat(frontier.size()).isEqualTo(300);
        assertThat(takeAll(frontier)).isEqualTo(numbers(300));
        assertThat(frontier.take()).as("nothing is left").isGreaterThanOrEqualTo(300);
    }

    @Test
    void aWholePortionLeavesNothing() {
        Frontier frontier = new Frontier(List.of(queue(0, Frontier.PORTION)));
        assertThat(frontier.hasMore()).isTrue();
        assertThat(frontier.take()).isZero();
        assertThat(frontier.end(0)).isEqualTo(Frontier.PORTION);
        assertThat(frontier.hasMore()).isFalse();
        assertThat(new Frontier(List.of()).hasMore()).isFalse();
    }
}
