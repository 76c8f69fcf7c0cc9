// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.wakeproof.machine.Step;
import org.wakeproof.report.timeline.CallTree.Call;

/** A trace as a tree of the calls in which its steps are taken. */
class CallTreeTest {
    private static Timeline timeline;
    private static CallTree tree;

    @BeforeAll
    static void build() {
        Violated violated = Violated.check("idle-once --variant no-check --cstate c3");
        timeline = Timeline.of(
                violated.system(), violated.trace(), violated.result().property());
        tree = timeline.callTree();
    }

    /** The innermost call that a step is in. */
    private static Optional<Call> around(int step) {
        return tree.calls().stream()
                .filter(call -> call.first() <= step && step < call.end())
                .reduce((outer, inner) -> inner);
    }

    @Test
    void eachCallLiesWithinOneThatBeganBefore() {
        assertThat(tree.calls()).isNotEmpty();
        for (Call call : tree.calls()) {
            assertThat(call.end()).as("%s holds more than one step", call).isGreaterThan(call.first() + 1);
            List<Call> outer = tree.calls().stream()
                    .filter(each -> each.depth() == call.depth() - 1
                            && each.first() <= call.first()
                            && call.end() <= each.end())
                    .toList();
            assertThat(outer).as("around %s", call).hasSize(call.depth() == 0 ? 0 : 1);
        }
    }

    @Test
    void aStepIsInTheFunctionsOfTheCallsAroundIt() {
        for (Moment moment : timeline.moments()) {
            int step = moment.number() - 1;
            List<String> names = tree.calls().stream()
                    .filter(call -> call.first() <= step && step < call.end())
                    .flatMap(call -> call.names().stream())
                    .toList();
            String who = timeline.lanes().get(moment.lane()).name();
            String all = moment.kind() == Step.Kind.EVENT ? who : who + " > " + moment.functions();
            assertThat(all + " > ").as("step %d", moment.number()).startsWith(String.join(" > ", names));
            if (!tree.alone().contains(step)) {
                assertThat(names)
                        .as("step %d needs no name of its own", moment.number())
                        .isNotEmpty();
                if (moment.kind() == Step.Kind.OPERATION) {
                    assertThat(names.get(names.size() - 1)).isEqualTo(moment.function());
                }
            }
        }
    }

    @Test
    void onlyOneActsInACall() {
        for (Call call : tree.calls()) {
            assertThat(timeline.moments().subList(call.first(), call.end()))
                    .as("%s", call)
                    .extracting(Moment::lane)
                    .containsOnly(timeline.moments().get(call.first()).lane());
        }
    }

    /** A function in which nothing happens but a call stands in one line with what it calls; locks are their taker's. */
    @Test
    void whereNothingElseHappensTwoCallsAreOne() {
        assertThat(tree.calls()).anySatisfy(call -> assertThat(call.names()).hasSizeGreaterThan(1));
        assertThat(tree.calls())
                .allSatisfy(call -> assertThat(call.names()).noneMatch(name -> name.startsWith("_spin")));
        int asleep = timeline.asleepSince(1);
        assertThat(around(asleep).orElseThrow().names()).endsWith("acpi_idle_do_entry");
    }
}
