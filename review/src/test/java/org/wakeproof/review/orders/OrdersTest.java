// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.orders;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.wakeproof.review.orders.Oracle.Answer;

/**
 * What calls and their order mean: handlers made at random are judged by the review, and by an oracle that knows nothing of
 * it. {@code -Dreview.orders=N -Dreview.seed=S} judges so many from that seed on.
 */
class OrdersTest {
    private static final int HANDLERS = Integer.getInteger("review.orders", 16);
    private static final long SEED = Long.getLong("review.seed", 1);

    private final Map<String, Integer> counts = new TreeMap<>();
    private final List<String> faults = new ArrayList<>();

    @Test
    void eachIsJudgedAsTheOracleDoes() {
        for (long seed = SEED; seed < SEED + HANDLERS; seed++) {
            judge(seed);
        }
        if (HANDLERS > 1000) {
            System.out.println(counts);
        }
        assertThat(faults).isEmpty();
        assertThat(counts("LOST")).isGreaterThan(HANDLERS / 4);
        assertThat(counts("RIGHT")).isGreaterThan(HANDLERS / 6);
    }

    /**
     * The line that is told is one of several that could be changed back, mostly: where interrupts that nobody enables were
     * disabled, say. But the change is to be among what is shown.
     */
    @Test
    void theChangedLineIsShown() {
        Causes causes = new Causes();
        for (long seed = SEED; seed < SEED + HANDLERS / 2; seed++) {
            Causes.of(seed).ifPresent(causes::add);
        }
        if (HANDLERS > 1000) {
            System.out.println(causes);
        }
        assertThat(causes.all()).isPositive();
        assertThat(causes.shown()).isGreaterThanOrEqualTo(causes.all() / 2);
    }

    private void judge(long seed) {
        Handler handler = Generator.handler(seed);
        Answer expected = Judged.expected(handler);
        if (expected == null || expected == Answer.UNDEFINED) {
            counts.merge("not judged", 1, Integer::sum);
            return;
        }
        Judged judged = new Judged(expected, Judged.review(handler));
        counts.merge(expected + " " + judged.review().headline(), 1, Integer::sum);
        if (judged.isFault()) {
            Handler small = Small.of(handler, expected);
            faults.add("seed " + seed + ", " + handler.around() + ": " + expected + ", and the review says "
                    + judged.review().headline() + "\n" + small.text() + Judged.way(small));
        }
    }

    private int counts(String expected) {
        return counts.entrySet().stream()
                .filter(count -> count.getKey().startsWith(expected))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }
}
