// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.orderings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Explorer;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.Property;
import org.wakeproof.explorer.Result;
import org.wakeproof.explorer.Trace.TraceStep;
import org.wakeproof.explorer.Verdict;
import org.wakeproof.history.Scenarios;
import org.wakeproof.machine.Cell;
import org.wakeproof.machine.Field;
import org.wakeproof.machine.State;
import org.wakeproof.scenario.Hypercalls;
import org.wakeproof.scenario.IdleHandler;
import org.wakeproof.scenario.OrderingSystems;
import org.wakeproof.scenario.Settings;
import org.wakeproof.scenario.Settings.CStateChoice;
import org.wakeproof.scenario.Settings.Variant;
import org.wakeproof.sched.SchedOp;
import org.wakeproof.sched.history.BlocksAfterLooking;
import org.wakeproof.sched.history.PollsPortsOnly;

/** Lists of steps behave as the ports of which they are the lists. */
class EquivalenceTest {
    /**
     * What can be told of a search from outside.
     *
     * @param trace the operations of its steps; the functions around them have other names
     * @param states every one, as far as properties can see it
     * @param depth how far the farthest state is from the start, in single operations
     * @param rests every state in which nothing can happen any more, in words
     */
    private record Behaviour(
            Verdict verdict,
            String property,
            List<String> trace,
            int depth,
            Set<List<Integer>> states,
            Set<String> rests) {}

    private static Behaviour explore(ClosedSystem system) {
        Set<List<Integer>> states = new HashSet<>();
        Set<String> rests = new HashSet<>();
        List<Field> visible = system.machine().cells().stream()
                .filter(cell -> cell.access() == null || cell.access().isReadByAll())
                .map(Cell::field)
                .toList();
        List<Property> properties = new ArrayList<>(system.properties());
        properties.add(
                new Property.Always("collects", state -> states.add(values(system, visible, state)) || true, s -> ""));
        properties.add(
                new Property.AtRest("rests", state -> rests.add(system.outcome().apply(state))));
        Result result = new Explorer(
                        system.machine(),
                        properties,
                        Options.defaults().withThreads(1).withFusion(false))
                .run();
        return new Behaviour(
                result.verdict(),
                result.property().orElse(null),
                result.trace()
                        .map(trace -> trace.steps().stream()
                                .map(TraceStep::description)
                                .toList())
                        .orElse(List.of()),
                result.statistics().depth(),
                states,
                rests);
    }

    private static List<Integer> values(ClosedSystem system, List<Field> visible, State state) {
        List<Integer> values = new ArrayList<>();
        visible.forEach(field -> values.add(state.get(field)));
        for (int cpu = 0; cpu < system.machine().cpuCount(); cpu++) {
            values.add(system.machine().cpu(cpu).interruptRequests(state));
            values.add(system.machine().cpu(cpu).isAsleep(state) ? 1 : 0);
        }
        return values;
    }

    private static Behaviour idle(IdleHandler handler, CStateChoice cState, boolean singleShots) {
        Settings settings = Settings.defaults()
                .withCState(cState)
                .withSingleShots(singleShots)
                .withIdleHandler(handler);
        return explore(Scenarios.named("idle-once").build(settings));
    }

    private static void assertSame(Behaviour stepwise, Behaviour port) {
        assertThat(stepwise.verdict).isEqualTo(port.verdict);
        assertThat(stepwise.property).isEqualTo(port.property);
        assertThat(stepwise.trace).isEqualTo(port.trace);
        assertThat(stepwise.depth).isEqualTo(port.depth);
        if (port.trace.isEmpty()) {
            assertThat(port.states).hasSizeGreaterThan(10);
            assertThat(stepwise.states).isEqualTo(port.states);
            assertThat(port.rests).isNotEmpty();
            assertThat(stepwise.rests).isEqualTo(port.rests);
        }
    }

    @ParameterizedTest(name = "{0} is {1} in {2}")
    @CsvSource({
        "V2, TSIPCBZ, C3, HOLDS",
        "V2, TSIPCBZ, ANY, HOLDS",
        "V1, IPTCBZ, C3, VIOLATED",
        "V1, IPTCBZ, C1, HOLDS",
        "V1_ALT, TIPCBZ, C3, VIOLATED",
        "V0, IPCBZ, C3, HOLDS",
        "TIMERS_ONLY, TMIPCBZ, C3, HOLDS",
        "V2_ONLINE, TSIPOCBZ, C3, HOLDS",
    })
    void aListOfStepsIsTheVariant(Variant variant, String letters, CStateChoice cState, Verdict verdict) {
        IdleHandler stepwise = Paths.entry(Paths.named("idle-entry").parse(letters));
        Behaviour port = idle(variant, cState, false);
        assertThat(port.verdict).isEqualTo(verdict);
        assertSame(idle(stepwise, cState, false), port);
    }

    /** Without a check CPU1 may sleep on what came meanwhile; the single-shot timer makes no difference to that. */
    @Test
    void theEntryWithoutACheckLosesTheSame() {
        IdleHandler stepwise = Paths.entry(Paths.named("idle-entry").parse("ICBZ"));
        Behaviour port = idle(Variant.NO_CHECK, CStateChoice.C3, true);
        assertThat(port.verdict).isEqualTo(Verdict.VIOLATED);
        assertSame(idle(stepwise, CStateChoice.C3, true), port);
    }

    @ParameterizedTest
    @CsvSource({"UBER, HOLDS", "UEBR, VIOLATED"})
    void aListOfStepsIsDoBlock(String letters, Verdict verdict) {
        Hypercalls port = verdict == Verdict.HOLDS
                ? (vcpus, softirq) -> new SchedOp(vcpus, softirq, null)
                : BlocksAfterLooking::new;
        Behaviour expected = explore(OrderingSystems.block(port));
        assertThat(expected.verdict).isEqualTo(verdict);
        List<Step> steps = Paths.named("block").parse(letters);
        assertSame(explore(Paths.named("block").stages().get(0).wires().apply(steps)), expected);
    }

    @ParameterizedTest
    @CsvSource({"BAMEPNR, HOLDS", "BAMPNR, VIOLATED"})
    void aListOfStepsIsDoPoll(String letters, Verdict verdict) {
        Hypercalls port = verdict == Verdict.HOLDS
                ? (vcpus, softirq) -> new SchedOp(vcpus, softirq, null)
                : (vcpus, softirq) -> new PollsPortsOnly(vcpus, softirq, null);
        Behaviour expected = explore(OrderingSystems.poll(port, false));
        assertThat(expected.verdict).isEqualTo(verdict);
        List<Step> steps = Paths.named("poll").parse(letters);
        assertSame(explore(Paths.named("poll").stages().get(0).wires().apply(steps)), expected);
    }
}
