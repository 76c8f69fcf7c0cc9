// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.Verdict;
import org.wakeproof.report.DecisiveLine;
import org.wakeproof.review.Bindings;
import org.wakeproof.review.IdleCode;
import org.wakeproof.review.Xen;

/** Who stops the LAPIC timer by a sleep hands it over before and takes it back behind it: which line is told where it does not. */
class TimerCauseTest {
    /** So many situations are about a timer that passes in a deep sleep. */
    private static final int BROADCASTS = 3;

    private static final String RIGHT = """
            static void enter(struct acpi_processor_cx *cx)
            {
                mwait(cx->address, 1);
            }

            void own_idle(struct acpi_processor_cx *cx)
            {
                local_irq_disable();
                if ( softirq_pending(smp_processor_id()) )
                {
                    local_irq_enable();
                    return;
                }
                lapic_timer_off();
                enter(cx);
                local_irq_enable();
                lapic_timer_on();
            }
            """;

    private static Review review(String text) {
        IdleCode code = IdleCode.read("own.c", text, "own_idle", Bindings.builtIn());
        return Review.of(code, Options.defaults().withThreads(1), false);
    }

    private static String line(Review review, int number) {
        return review.code().file().line(number).strip();
    }

    /** In each situation that is violated, the line that is to be changed. */
    private static List<String> lines(Review review) {
        return review.violated().stream()
                .map(finding -> line(review, finding.line()))
                .toList();
    }

    @Test
    void itIsHandedOverAndTakenBack() {
        assertThat(review(RIGHT).verdict()).isEqualTo(Verdict.HOLDS);
    }

    /** By which device it is woken is asked, but for MSIs that CPUs share, which lose an interrupt themselves. */
    @Test
    void byWhichDevice() {
        IdleCode code = IdleCode.read("own.c", RIGHT, null, Bindings.builtIn());
        assertThat(Situations.of(code, Xen.XEN_2009))
                .extracting(Situation::toString)
                .contains(
                        "singleshot --cstate any --rounds 1",
                        "singleshot --cstate any --hpet msi --rounds 1",
                        "singleshot --cstate any --hpet pit --rounds 1");
        assertThat(Situations.of(code, Xen.XEN_2014))
                .extracting(Situation::toString)
                .contains("singleshot --cstate any --hpet pit --rounds 1")
                .doesNotContain("singleshot --cstate any --hpet msi --rounds 1");
        assertThat(review(RIGHT).surroundings()).contains("an MSI for each, none that they share");
    }

    /** The line of the handler, whatever that calls to sleep. */
    @Test
    void whereItSleepsWithoutHandingItOver() {
        Review review = review(RIGHT.replace("    lapic_timer_off();\n", "\n"));
        assertThat(lines(review)).isNotEmpty().containsOnly("enter(cx);");
    }

    @Test
    void whereItLeavesAndWhereItHadHandedItOver() {
        Review review = review(RIGHT.replace("    lapic_timer_on();\n", "\n"));
        assertThat(lines(review)).isNotEmpty().containsOnly("enter(cx);");
        assertThat(review.violated())
                .anySatisfy(finding -> assertThat(finding.decisiveLines().stream()
                                .map(DecisiveLine::line)
                                .map(number -> line(review, number)))
                        .containsExactly("lapic_timer_off();", "enter(cx);", "}"));
    }

    /** What is wrong is told, and not a timer that passes all the same. */
    @ParameterizedTest
    @ValueSource(strings = {"raise_softirq(TIMER_SOFTIRQ);", "stop_timer(&some);", "cpufreq_dbs_timer_suspend();"})
    void whatRaisesGoesBeforeIt(String raise) {
        List<String> behindTheLook = lines(review(RIGHT.replace("lapic_timer_off();", raise)));
        assertThat(behindTheLook.subList(1, behindTheLook.size() - BROADCASTS)).containsOnly(raise);
    }
}
