// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.wakeproof.explorer.Trace;
import org.wakeproof.explorer.Trace.TraceStep;
import org.wakeproof.machine.Step;
import org.wakeproof.report.timeline.Folding.Reason;

/** What a reader can do without, and nothing else. */
class FoldingTest {
    private static Folding fold(String steps) {
        List<TraceStep> all = new ArrayList<>();
        for (char step : steps.toCharArray()) {
            boolean isPrivate = Character.isLowerCase(step);
            all.add(new TraceStep(Step.operation(0, 0), "f", null, String.valueOf(step), isPrivate, null));
        }
        Trace trace = new Trace(all, all.size(), all.size());
        return new Folding(trace, new Decisive(trace, Optional.empty()));
    }

    /** A letter for each step: the first of its reason. */
    private static String reasons(String steps) {
        Folding folding = fold(steps);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < steps.length(); i++) {
            text.append(folding.reason(i).name().charAt(0));
        }
        return text.toString();
    }

    @Test
    void theSameRoundIsShownOnce() {
        assertThat(reasons("XABCABCABCABCY")).isEqualTo("SSSSRRRRRRRRRS");
        assertThat(fold("XABCABCABCABCY").note(4)).contains("the same 3 steps 3 times more");
        assertThat(fold("ABCABCY").note(3)).contains("the same 3 steps once more");
    }

    @Test
    void spinningIsOneStep() {
        assertThat(reasons("XAAAAAY")).isEqualTo("SSRRRRS");
        assertThat(fold("XAAAAAY").note(2)).contains("the same step 4 times more");
    }

    @Test
    void aFewAreNotWorthIt() {
        assertThat(reasons("XAAAY")).isEqualTo("SSSSS");
        assertThat(reasons("XABABY")).isEqualTo("SSSSSS");
    }

    @Test
    void theLastStepOfAViolationIsShownThoughItIsThatOfARound() {
        assertThat(reasons("ABCABC")).isEqualTo("SSSSSS");
    }

    @Test
    void whatNobodyElseSeesIsLeftOutAndDoesNotBreakARound() {
        assertThat(reasons("AxBCAxBCAyBCY")).isEqualTo("SPSSRPRRRPRRS");
        assertThat(fold("AxB").count(Reason.PRIVATE)).isEqualTo(1);
    }
}
