// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.wakeproof.timed.scenario.Lanes;
import org.wakeproof.timed.scenario.Outcome.Table;

/** What a page draws of a run, and where. */
class PicturesTest {
    private static final long MS = 1_000_000;

    private static Table wakeUps(double timer, double device) {
        return new Table(
                "wake-ups",
                List.of("woken by", "Hz"),
                List.of(List.of("timer", timer), List.of("device", device), List.of("nothing", 0.0)),
                List.of(1));
    }

    /** The longest bar has 760 pixels less 170 for the label and 64 for its number: 526 for 40 Hz. */
    @Test
    void partsOfAWholeAreStackedOnOneScale() {
        StackedBars bars = new StackedBars(List.of("before", "v2"), List.of(wakeUps(30, 10), wakeUps(0, 20)), 1);
        assertThat(bars.title()).isEqualTo("wake-ups: Hz");
        assertThat(bars.html())
                .contains("aria-label=\"wake-ups: Hz: before 40, v2 20\"")
                .contains("<rect x=\"170.0\" y=\"4\" width=\"394.5\"", "<rect x=\"564.5\" y=\"4\" width=\"131.5\"")
                .contains("<rect x=\"170.0\" y=\"28\" width=\"263.0\"")
                .doesNotContain("nothing");
    }

    @Test
    void aLongLabelStandsAboveItsBar() {
        BarRows inFront = new BarRows(List.of("v1", "v2"), 150, 21);
        assertThat(List.of(inFront.left(), inFront.top(1), inFront.height())).containsExactly(150, 28, 48);
        BarRows above = new BarRows(List.of("v1 foreign-interrupts=1Hz", "v2"), 150, 21);
        assertThat(List.of(above.left(), above.top(1), above.height())).containsExactly(0, 72, 96);
    }

    /** 716 pixels are 1000 ms here, and each lane has 22. */
    @Test
    void aStallIsMarkedFromWhenItWasDue() {
        Lanes.Mark stall = new Lanes.Mark(1, 900 * MS, "a timer, 400 ms late", 500 * MS);
        Lanes lanes = new Lanes(0, 1000 * MS, 2, List.of(), List.of(stall, new Lanes.Mark(0, 7, "hpet", 7)));
        assertThat(new LaneChart("lanes", lanes).svg())
                .containsOnlyOnce("class=\"stall\"")
                .contains("x=\"358.000\" y=\"24\" width=\"286.400\" height=\"18\"")
                .contains("CPU1: a timer, 400 ms late, due at 0.500 s");
    }

    @Test
    void linesAreToldInWords() {
        assertThat(ExceedingChart.words(List.of(10, 30, 1000, 10_000))).isEqualTo("10 ms, 30 ms, 1 s, 10 s");
    }
}
