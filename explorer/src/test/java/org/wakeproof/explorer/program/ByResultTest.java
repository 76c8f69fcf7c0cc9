// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What results lead to, be they few or many. */
class ByResultTest {
    @Test
    void whatIsLearntIsKnown() {
        ByResult<String> known = new ByResult<>();
        for (int result = 0; result < 40; result++) {
            assertThat(known.known(3 * result)).as("not yet").isNull();
            known.learn(3 * result, "after " + 3 * result);
            for (int earlier = 0; earlier <= result; earlier++) {
                assertThat(known.known(3 * earlier)).isEqualTo("after " + 3 * earlier);
            }
            assertThat(known.known(1)).isNull();
            List<Integer> told = new ArrayList<>();
            known.forEachResult(told::add);
            assertThat(told)
                    .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(0, result)
                            .map(each -> 3 * each)
                            .boxed()
                            .toList());
        }
    }
}
