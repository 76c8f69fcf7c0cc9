// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.wakeproof.explorer.Trace.TraceStep;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Step;
import org.wakeproof.machine.Word;

/** What people are shown: traces in which a CPU's steps follow each other. */
class PresentationTest {
    private static final int CPU0 = Step.operation(0, 0);
    private static final int CPU1 = Step.operation(1, 0);

    /** Two CPUs that store twice each, to words of their own. */
    private final Machine machine = new Machine(2);

    private final Word a = machine.word("a", 2, 0);
    private final Word b = machine.word("b", 2, 0);
    private final Explorer explorer;
    private final Result found;

    PresentationTest() {
        machine.boot(0, false, machine.procedure("zero", () -> {
            a.store(1);
            a.store(2);
        }));
        machine.boot(1, false, machine.procedure("one", () -> {
            b.store(1);
            b.store(2);
        }));
        machine.seal();
        Property never = new Property.Always(
                "not both", state -> state.get(a.field()) + state.get(b.field()) < 4, state -> "both are 2");
        explorer = new Explorer(machine, List.of(never), Options.defaults().withThreads(1));
        found = explorer.run();
    }

    private static List<String> told(Trace trace) {
        return trace.steps().stream().map(TraceStep::description).toList();
    }

    private Trace trace(Integer... steps) {
        return new Trace(explorer.replay(List.of(steps)), steps.length, steps.length);
    }

    /** Behind the first three steps lies the same state in either order of the CPUs; the last step stays the last. */
    @Test
    void aTraceOfAResultHasFewSwitches() {
        Trace switching = trace(CPU0, CPU1, CPU0, CPU1);
        assertThat(told(switching)).containsExactly("W: a = 1", "W: b = 1", "W: a = 2", "W: b = 2");
        Result shown = explorer.shown(found.withTrace(switching));
        Trace fewer = shown.trace().orElseThrow();
        assertThat(told(fewer)).endsWith("W: b = 2");
        assertThat(told(fewer).subList(0, 3))
                .isIn(List.of("W: b = 1", "W: a = 1", "W: a = 2"), List.of("W: a = 1", "W: a = 2", "W: b = 1"));
        assertThat(fewer.steps().get(2).after().get(a.field())).isEqualTo(2);
        assertThat(fewer.steps().get(2).after().get(b.field())).isEqualTo(1);
        assertThat(shown.verdict()).isEqualTo(Verdict.VIOLATED);
        assertThat(shown.nearest()).isEmpty();
    }

    /** What comes behind the loss is left as it is. */
    @Test
    void behindTheLossNothingChangesPlaces() {
        List<TraceStep> steps = trace(CPU0, CPU1, CPU0, CPU1).steps();
        Trace late = new Trace(steps, 1, 4);
        assertThat(told(explorer.withFewerSwitches(late))).isEqualTo(told(late));
    }
}
