// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wakeproof.explorer.Verdict;
import org.wakeproof.pathfinder.Agreement;
import org.wakeproof.pathfinder.Agreement.Comparison;
import org.wakeproof.pathfinder.Opinion;

/** What {@code agree} prints, at any width. */
class AgreementTextTest {
    private static Opinion opinion(Verdict verdict, long states, double seconds) {
        return new Opinion(verdict, Optional.empty(), "", new TreeSet<>(Set.of("a", "b")), List.of(), states, seconds);
    }

    private static final Comparison DIFFERENT = new Comparison(
            opinion(Verdict.HOLDS, 6_000_000, 2),
            opinion(Verdict.VIOLATED, 9_000, 9),
            Optional.of("embedded HOLDS and JPF VIOLATED no lost wake-up of CPU1, and that is a long line"));

    private static String at(int width) {
        StringWriter text = new StringWriter();
        AgreementText agreement = new AgreementText(new PrintWriter(text, true), width);
        agreement.begin();
        agreement.print(Agreement.named("mwait-wakeup-monitor-last").get(0), DIFFERENT);
        agreement.end("INCOMPLETE: not every system was explored whole by both engines");
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 57, 80, 100, 120})
    void noLineIsLongerThanTheScreen(int width) {
        assertThat(at(width).lines()).allMatch(line -> line.length() <= width);
    }

    @Test
    void aNarrowScreenIsToldTheSameAsAWideOne() {
        assertThat(at(40).lines())
                .startsWith(
                        "mwait-wakeup monitor-last  HOLDS, 2",
                        "  outcomes",
                        "  embedded: 6,000,000 states",
                        "  JPF: 9,000 states, 1,000/s, 9 s, ratio",
                        "    3,000x");
        assertThat(at(120).lines().toList().get(2))
                .containsSubsequence(
                        "mwait-wakeup monitor-last", "HOLDS", " 2", "6,000,000", "9,000", "1,000", "9", "3,000x");
    }
}
