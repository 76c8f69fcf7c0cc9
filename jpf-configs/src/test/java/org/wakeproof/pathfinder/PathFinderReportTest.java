// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.pathfinder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.wakeproof.explorer.Verdict;

/** What a report of JPF means: nothing that was cut, crashed or never came to its end may pass. */
class PathFinderReportTest {
    private static final List<String> OUTPUT = List.of("outcome: all awake", "met: sometimes asleep");
    private static final List<String> HOPED = List.of("sometimes asleep");

    private static PathFinderReport report(String constraint, String property, String details, long ended) {
        return new PathFinderReport(constraint, property, details, 100, 200, ended, 50, 1.5, 300);
    }

    @Test
    void aWholeSearchWithEndsPasses() {
        Opinion opinion = report("", "", "", 3).opinion(OUTPUT, HOPED);
        assertThat(opinion.verdict()).isEqualTo(Verdict.HOLDS);
        assertThat(opinion.outcomes()).containsExactly("all awake");
        assertThat(opinion.states()).isEqualTo(100);
    }

    @Test
    void aSearchThatWasCutDoesNotPass() {
        Opinion opinion = report("depth limit reached: 10", "", "", 3).opinion(OUTPUT, HOPED);
        assertThat(opinion.verdict()).isEqualTo(Verdict.INCOMPLETE);
        assertThat(opinion.explanation()).isEqualTo("JPF was stopped by its limit: depth limit reached: 10");
    }

    @Test
    void aSearchInWhichNothingEndedDoesNotPass() {
        assertThat(report("", "", "", 0).opinion(OUTPUT, HOPED).verdict()).isEqualTo(Verdict.INCOMPLETE);
        assertThat(report("", "", "", 3).opinion(List.of(), HOPED).explanation())
                .isEqualTo("no run came to rest, so nothing was decided");
    }

    @Test
    void outOfMemoryIsNoViolation() {
        Opinion opinion =
                report("", "gov.nasa.jpf.vm.NoOutOfMemoryErrorProperty", "", 3).opinion(OUTPUT, HOPED);
        assertThat(opinion.verdict()).isEqualTo(Verdict.INCOMPLETE);
        assertThat(opinion.explanation()).isEqualTo("JPF ran out of memory");
    }

    @Test
    void aLostWakeUpIsReadWithItsSteps() {
        Opinion opinion = report(
                        "",
                        "gov.nasa.jpf.vm.NoUncaughtExceptionsProperty",
                        "java.lang.AssertionError: no lost wake-up of CPU1: CPU1 sleeps steps: [1, 65536, 3]\n\tat x",
                        0)
                .opinion(List.of(), HOPED);
        assertThat(opinion.verdict()).isEqualTo(Verdict.VIOLATED);
        assertThat(opinion.property()).contains("no lost wake-up of CPU1");
        assertThat(opinion.explanation()).isEqualTo("CPU1 sleeps");
        assertThat(opinion.steps()).containsExactly(1, 65536, 3);
    }

    @Test
    void aBrokenRuleOfTheMachineIsAViolation() {
        Opinion opinion = report(
                        "",
                        "gov.nasa.jpf.vm.NoUncaughtExceptionsProperty",
                        "org.wakeproof.machine.Violation: CPU0 touches x\n\tat y",
                        0)
                .opinion(List.of(), HOPED);
        assertThat(opinion.verdict()).isEqualTo(Verdict.VIOLATED);
        assertThat(opinion.explanation()).isEqualTo("CPU0 touches x");
    }

    @Test
    void anotherExceptionIsAnErrorAndNoVerdict() {
        assertThatThrownBy(() -> report(
                                "",
                                "gov.nasa.jpf.vm.NoUncaughtExceptionsProperty",
                                "java.lang.NoSuchMethodException: x",
                                0)
                        .opinion(List.of(), HOPED))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "JPF reports gov.nasa.jpf.vm.NoUncaughtExceptionsProperty: java.lang.NoSuchMethodException: x");
    }

    @Test
    void whatIsNeverMetFails() {
        Opinion opinion = report("", "", "", 3).opinion(List.of("outcome: all awake"), HOPED);
        assertThat(opinion.verdict()).isEqualTo(Verdict.VIOLATED);
        assertThat(opinion.property()).contains("sometimes asleep");
    }

    @Test
    void violationsThatWereToldAlongTheWayCount() {
        Opinion opinion = report("", "", "", 3)
                .opinion(List.of("outcome: a", "violated: no lost wake-up of CPU1", "met: sometimes asleep"), HOPED);
        assertThat(opinion.verdict()).isEqualTo(Verdict.VIOLATED);
        assertThat(opinion.property()).contains("no lost wake-up of CPU1");
    }
}
