// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.history.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Explorer;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.Property;
import org.wakeproof.explorer.Result;
import org.wakeproof.explorer.Verdict;
import org.wakeproof.history.Scenarios;
import org.wakeproof.history.today.TodaysScenarios;

/** The reduction against the plain search, on every historic scenario that is small enough for the latter. */
@Execution(ExecutionMode.CONCURRENT)
class ReductionTest {
    private static final long SMALL = Boolean.getBoolean("slow") ? 300_000 : 10_000;
    private static final Options REDUCED = Options.defaults().withThreads(1).withMaxStates(SMALL);
    private static final Options PLAIN = REDUCED.withFusion(false);

    /** Each scenario as it is, and with each of its changes. */
    static Stream<String> commandLines() {
        return Stream.concat(HistoricScenarios.all().stream(), TodaysScenarios.all().stream())
                .map(HistoricScenario.class::cast)
                .flatMap(scenario -> Stream.concat(
                        Stream.of(scenario.name()),
                        scenario.changes().stream().map(change -> scenario.name() + " --change " + change)));
    }

    @ParameterizedTest
    @MethodSource("commandLines")
    void findsTheSame(String commandLine) {
        ClosedSystem system = Scenarios.wired(commandLine);
        Result plain = explore(system, system.properties(), PLAIN);
        assumeThat(plain.verdict()).as("the plain search").isNotEqualTo(Verdict.INCOMPLETE);
        Result reduced = explore(system, system.properties(), REDUCED);
        assertThat(reduced.verdict()).isEqualTo(plain.verdict());
        // Where all hold together, each does alone.
        if (plain.verdict() == Verdict.VIOLATED) {
            assertThatEachAloneIsTheSame(system);
        }
    }

    private static void assertThatEachAloneIsTheSame(ClosedSystem system) {
        Set<String> violated = new TreeSet<>();
        for (Property property : system.properties()) {
            Result plain = explore(system, List.of(property), PLAIN);
            if (plain.verdict() != Verdict.INCOMPLETE) {
                Result reduced = explore(system, List.of(property), REDUCED);
                assertThat(reduced.verdict()).as(property.name()).isEqualTo(plain.verdict());
                assertThat(reduced.property()).as(property.name()).isEqualTo(plain.property());
                plain.property().ifPresent(violated::add);
            }
        }
        assertThat(violated).as("what is violated is so alone, too").isNotEmpty();
    }

    private static Result explore(ClosedSystem system, List<Property> properties, Options options) {
        return new Explorer(system.machine(), properties, options).run();
    }
}
