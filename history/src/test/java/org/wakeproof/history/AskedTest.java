// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.wakeproof.scenario.Change;
import org.wakeproof.scenario.GivenOptions;
import org.wakeproof.scenario.Scenario;
import org.wakeproof.scenario.ScenarioOption;
import org.wakeproof.scenario.Settings.SafetyNet;

/** What is asked of a scenario is in the system that is wired, or it is refused. */
class AskedTest {
    /** What some changes need besides: without it, the port that they are of is not there. */
    private static final Map<Change, Map<String, String>> NEEDED = Map.of(
            Change.ARMS_INACTIVE_TIMERS, Map.of("timers", "single-shot"),
            Change.MOVES_ACTIVE_TIMERS, Map.of("timers", "single-shot"),
            Change.MOVES_ALL_TIMERS, Map.of("timers", "single-shot"));

    static Stream<Scenario> scenarios() {
        return Scenarios.all().stream();
    }

    private static void wire(Scenario scenario, Map<String, String> given) {
        scenario.wired(given);
    }

    private static Map<String, String> given(Scenario scenario, Change change) {
        Map<String, String> given = new java.util.HashMap<>(Map.of("change", change.toString()));
        NEEDED.getOrDefault(change, Map.of()).forEach((option, value) -> {
            if (scenario.takes().contains(option)) {
                given.put(option, value);
            }
        });
        return given;
    }

    /** Wiring throws where nothing takes the change. */
    @ParameterizedTest
    @MethodSource("scenarios")
    void eachChangeOfAScenarioIsTakenByAPortOfIt(Scenario scenario) {
        for (Change change : scenario.changes()) {
            wire(scenario, given(scenario, change));
        }
        assertThat(scenario.changes().isEmpty()).isNotEqualTo(scenario.takes().contains("change"));
    }

    @Test
    void everyChangeCanBeAskedForSomewhere() {
        assertThat(scenarios().flatMap(scenario -> scenario.changes().stream())).contains(Change.values());
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void noChangeOfAnotherIs(Scenario scenario) {
        List<Change> others = new ArrayList<>(List.of(Change.values()));
        others.removeAll(scenario.changes());
        for (Change other : others) {
            assertThatThrownBy(() -> wire(scenario, Map.of("change", other.toString())))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    /** Memory and the number of CPUs can be seen on the machine. */
    @ParameterizedTest
    @MethodSource("scenarios")
    void whatTheMachineShowsIsWhatWasAsked(Scenario scenario) {
        if (scenario.takes().contains("memory")) {
            assertThat(scenario.wired(Map.of("memory", "tso")).machine().isTotalStoreOrder())
                    .isTrue();
            assertThat(scenario.wired(Map.of("memory", "sc")).machine().isTotalStoreOrder())
                    .isFalse();
        }
        if (scenario.takes().contains("cpus")) {
            assertThat(scenario.wired(Map.of("cpus", "3")).machine().cpuCount()).isEqualTo(3);
        }
    }

    /** Every option that a scenario says it takes is one, and every other is refused. */
    @ParameterizedTest
    @MethodSource("scenarios")
    void anOptionThatAScenarioDoesNotTakeIsRefused(Scenario scenario) {
        Set<String> takes = scenario.takes();
        assertThat(takes).allMatch(option -> ScenarioOption.of(option) != null);
        for (ScenarioOption option : ScenarioOption.values()) {
            if (!takes.contains(option.word())) {
                assertThatThrownBy(() -> GivenOptions.complete(scenario, Map.of(option.word(), "x")))
                        .hasMessageStartingWith(scenario.name() + " does not take --" + option.word());
            }
        }
    }

    static Stream<Entry> entries() {
        return Stream.of(Catalogue.FIXES, Catalogue.MUTANTS, Catalogue.REFACTORINGS)
                .flatMap(List::stream);
    }

    /** The catalogue asks for nothing in vain, with the safety nets neither. */
    @ParameterizedTest
    @MethodSource("entries")
    void theCatalogueIsWiredAsItIsTyped(Entry entry) {
        for (Side side : List.of(entry.before(), entry.after())) {
            assertThat(side.system()).isNotNull();
            for (SafetyNet net : SafetyNet.values()) {
                side.withNet(net).ifPresent(with -> assertThat(with.system()).isNotNull());
            }
        }
    }

    /** Two versions of one function cannot both be wired. */
    @ParameterizedTest
    @CsvSource({
        "block, block-looks-first, blocks-with-fence",
        "block, blocks-by-plain-store, blocks-with-fence",
        "poll, poll-looks-at-ports-only, polls-by-plain-stores",
        "tickle, tickles-for-the-preempted, tickles-one-idler",
        "idle-once, exit-ignores-deadline, handler-forgets-to-rearm",
        "offline, moves-active-timers, moves-all-timers",
        "calibration, counts-online-cpus, leaves-rendezvous-early",
        "shared-channel, masks-while-rerouting, calls-handler-after-rerouting",
        "mwait-broadcast, reads-flags-twice, looks-at-deadline-only",
        "mwait-wakeup, elides-without-fence, always-interrupts",
        "rcu-idle, waits-for-idle-cpus, starts-batch-without-fence",
        "lock-pointer, reads-lock-pointer-once, fetches-scheduler-early",
        "tickle-idlers, keeps-tickled-idlers, clears-tickled-idlers"
    })
    void twoChangesOfOneFunctionAreRefused(String scenario, String one, String other) {
        for (String both : List.of(one + "," + other, other + "," + one)) {
            assertThatThrownBy(() -> wire(Scenarios.named(scenario), Map.of("change", both)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("changes nothing here: with these options no port looks at it, or ")
                    .hasMessageEndingWith(" replaces the same function");
        }
    }

    /** Whatever pair a scenario wires, both of it are in the system: each taken, or one refused. */
    @Test
    void changesOfDifferentFunctionsGoTogether() {
        for (String commandLine : List.of(
                "affinity-race --change migrates-in-one-section,switches-without-fence",
                "switch-in --change switches-without-fence,stops-timer-without-fence",
                "mwait-wakeup --change monitor-misses-stores,always-interrupts",
                "mwait-wakeup --change raises-by-plain-store,elides-without-fence",
                "offline --change poll-with-timeout,moves-all-timers",
                "in-mwait --change arms-monitor-last,nothing-locked-after-mwait")) {
            assertThat(Scenarios.wired(commandLine)).isNotNull();
        }
    }

    @Test
    void aChangeWhosePortTheOtherOptionsTakeAwayIsRefused() {
        assertThatThrownBy(() -> Scenarios.wired("idle-once --hpet pit --change handler-forgets-to-rearm"))
                .hasMessage(
                        "--change handler-forgets-to-rearm changes nothing here: with these options no port looks at"
                                + " it");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "idle-tick  | net      | ,     | --net takes quantum, calibration; not ''",
                "idle-tick  | net      | ''    | --net takes quantum, calibration; not ''",
                "idle-tick  | platform | ,     | --platform takes sysio, halt, c2-ok, bm-control, tickless, trace; not ''",
                "idle-once  | rounds   | 0     | --rounds takes 1 to 99, not 0",
                "raise-batch| change   | tickles-one-idler | raise-batch takes --change notes-softirq-number; not 'tickles-one-idler'",
                "raise-batch| change   | ,     | raise-batch takes --change notes-softirq-number; not ''",
                "raise-batch| change   | ''    | raise-batch takes --change notes-softirq-number; not ''",
                "idle-tick  | cpus     | 0     | --cpus takes 1 to 8, not 0",
                "idle-tick  | memory   | pso   | --memory takes sc, tso; not 'pso'",
            })
    void aValueThatIsNoneIsRefused(String scenario, String option, String value, String message) {
        assertThatThrownBy(() -> wire(Scenarios.named(scenario), Map.of(option, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
