// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.browse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths as links hold them. */
class RouteTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "0", "0.1.0", "1x20", "0.1x3.2.1x40"})
    void whatIsReadIsWrittenLikeThat(String text) {
        assertThat(Route.parse(text)).hasToString(text);
    }

    @Test
    void runsOfOneStepAreCounted() {
        assertThat(Route.parse("0.0.1x2.1")).hasToString("0x2.1x3").isEqualTo(new Route(List.of(0, 0, 1, 1, 1)));
    }

    @Test
    void aPathOfTheGreatestLengthIsRead() {
        assertThat(Route.parse("7x4000").moves()).hasSize(Route.MAX);
        assertThat(Route.parse(String.join(".", Collections.nCopies(Route.MAX, "7"))))
                .hasToString("7x4000");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {".", "0.", ".0", "0..1", "-1", "x", "x3", "1x", "1x0", "1x99999", "12345", "0 1", "0,1", "<b>"})
    void somethingElseIsRefused(String text) {
        assertThatThrownBy(() -> Route.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a path is numbers with dots between them, as 0.2.1x5");
    }

    @Test
    void moreStepsAreRefused() {
        assertThatThrownBy(() -> Route.parse("0.1x4000")).hasMessage("a path has at most 4000 steps");
        assertThatThrownBy(() -> Route.parse("0.".repeat(1 << 20))).hasMessage("a path has at most 4000 steps");
    }
}
