// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wakeproof.explorer.Trace.TraceStep;

/** A trace with fewer switches is one of the same steps, to the same states, with the same violation. */
class FewerSwitchesTest {
    private static final int PROGRAMS = Boolean.getBoolean("slow") ? 300 : 100;

    private static List<Property> properties(RandomProgram program, long seed) {
        return List.of(
                new Property.Always(
                        "never bad",
                        state -> state.get(program.x.field()) != 3 || state.get(program.y.field()) != 2,
                        state -> "bad"),
                new Property.Leaves("y does not stay 1", state -> state.get(program.y.field()) == 1, state -> "1"),
                seed % 2 == 0 ? new Property.LockDiscipline() : new Property.NoDeadlock());
    }

    private static List<Integer> sorted(Trace trace, int from, int to) {
        return trace.steps().subList(from, to).stream()
                .map(TraceStep::step)
                .sorted()
                .toList();
    }

    @Tag("long")
    @Test
    void isTheSameTraceInAnotherOrder() {
        int changed = 0;
        for (long seed = 0; seed < PROGRAMS; seed++) {
            RandomProgram program = new RandomProgram(seed);
            for (Property property : properties(program, seed)) {
                Explorer explorer = new Explorer(
                        program.machine, List.of(property), Options.defaults().withThreads(1));
                Optional<Trace> found = explorer.run().trace();
                if (found.isPresent()) {
                    Trace fewer = explorer.withFewerSwitches(found.get());
                    assertThatIsTheSame(program, seed + " " + property.name(), fewer, found.get());
                    changed += steps(fewer).equals(steps(found.get())) ? 0 : 1;
                    explorer.replay(steps(fewer));
                }
            }
        }
        assertThat(changed).as("traces that are told in another order").isPositive();
    }

    private static List<Integer> steps(Trace trace) {
        return trace.steps().stream().map(TraceStep::step).toList();
    }

    private static void assertThatIsTheSame(RandomProgram program, String what, Trace fewer, Trace found) {
        int all = found.steps().size();
        int loss = found.lossIndex();
        assertThat(fewer.lossIndex()).as(what).isEqualTo(loss);
        assertThat(fewer.roundIndex()).as(what).isEqualTo(found.roundIndex());
        assertThat(fewer.steps()).as(what).hasSize(all);
        assertThat(sorted(fewer, 0, loss)).as(what).isEqualTo(sorted(found, 0, loss));
        for (int step = Math.max(0, loss - 1); step < all; step++) {
            TraceStep here = fewer.steps().get(step);
            TraceStep there = found.steps().get(step);
            assertThat(program.machine.fields())
                    .as(what)
                    .allMatch(field -> here.after().get(field) == there.after().get(field));
        }
        if (all > 0) {
            assertThat(fewer.steps().get(all - 1).description())
                    .as(what)
                    .isEqualTo(found.steps().get(all - 1).description());
        }
    }
}
