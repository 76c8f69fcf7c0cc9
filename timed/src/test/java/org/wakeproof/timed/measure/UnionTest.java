// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The length of a union of intervals. */
class UnionTest {
    @Test
    void isThatOfTheMomentsInAnyOfThem() {
        Random random = new Random(1);
        for (int round = 0; round < 100; round++) {
            Union union = new Union();
            BitSet moments = new BitSet();
            int end = 50;
            for (int i = 0; i < 40; i++) {
                end += random.nextInt(20);
                int start = end - random.nextInt(50);
                union.add(start, end);
                moments.set(start, end);
            }
            assertThat(union.total()).isEqualTo(moments.cardinality());
        }
    }
}
