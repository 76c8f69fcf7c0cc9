// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wakeproof.explorer.Explorer;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.Trace;
import org.wakeproof.explorer.Trace.TraceStep;

/** A trace that is easier to read is still a trace of the same violation. */
class FewerSwitchesTest {
    private static long switches(Trace trace) {
        long switches = 0;
        for (int i = 1; i < trace.steps().size(); i++) {
            switches += who(trace, i).equals(who(trace, i - 1)) ? 0 : 1;
        }
        return switches;
    }

    private static String who(Trace trace, int step) {
        TraceStep taken = trace.steps().get(step);
        return taken.isByCpu() ? "CPU" + taken.cpu() : taken.functions();
    }

    private static List<String> end(Violated violated, Trace trace) {
        return Timeline.of(violated.system(), trace, violated.result().property())
                .valuesAfter(trace.steps().size() - 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "raise-batch --change notes-softirq-number",
                "block --memory tso --change blocks-by-plain-store",
                "tickle",
                "affinity-race"
            })
    void theSameEndIsReachedWithFewerSwitches(String commandLine) {
        Violated violated = Violated.check(commandLine);
        assertThat(switches(violated.trace())).isLessThan(switches(violated.found()));
        assertThat(end(violated, violated.trace())).isEqualTo(end(violated, violated.found()));
        assertThat(violated.trace().steps()).hasSameSizeAs(violated.found().steps());
    }

    @ParameterizedTest
    @ValueSource(strings = {"raise-batch --change notes-softirq-number", "affinity-race"})
    void itReplaysStepByStep(String commandLine) {
        Violated violated = Violated.check(commandLine);
        List<TraceStep> again = new Explorer(violated.system().machine(), List.of(), Options.defaults())
                .replay(violated.trace().steps().stream().map(TraceStep::step).toList());
        assertThat(again.stream().map(TraceStep::description).toList())
                .isEqualTo(violated.trace().steps().stream()
                        .map(TraceStep::description)
                        .toList());
    }
}
