// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.Result;
import org.wakeproof.explorer.Trace.TraceStep;
import org.wakeproof.explorer.Verdict;

/** The systems with guests: the verdict of each, what it is that fails, and how. */
class GuestScenariosTest {
    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "tick-under-guest --cpus 1 --variant timers-only",
                "tick-under-guest --cpus 1 --variant timers-only --cstate c3",
                "poll",
                "block",
                "pause",
                "block --memory tso",
                "offline --variant timers-only",
                "singleshot",
                "singleshot --cstate c1 --variant v1",
                "singleshot --change periodic-timer",
                "black-second --change interrupts-driver",
                "fair-share"
            })
    void holds(String commandLine) {
        assertThat(CommandLines.check(commandLine).verdict()).isEqualTo(Verdict.HOLDS);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "poll --change poll-with-timeout",
                "poll --memory tso",
                "pause --memory tso",
                "affinity-race --memory tso --change migrates-in-one-section",
                "offline --variant v1",
                "offline --timers single-shot",
                "singleshot --change roams",
                "black-second"
            })
    @EnabledIfSystemProperty(named = "slow", matches = "true", disabledReason = "half a minute; -Dslow=true")
    void theLargerHoldToo(String commandLine) {
        holds(commandLine);
    }

    /** Those of singleshot, io-ring and black-second are large; their traces are kept, and compared, with the command line's. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "tick-under-guest, ticker runs under a guest on CPU1",
        "tick-under-guest --cpus 1, ticker runs under a guest on CPU0",
        "poll --change poll-looks-at-ports-only, no event slept through by dom1v0",
        "block --change block-looks-first, no event slept through by dom1v0",
        "block --change idlers-never-set, idlers mask tells the truth about CPU1",
        "tickle, work conservation: busyv0 on CPU1",
        "tickle --net quantum, work conservation: busyv0 on CPU1",
        "affinity-race, queue and processor match on CPU1",
        "offline, CPU1 dies once it is offline"
    })
    void isViolated(String commandLine, String property) {
        Result result = CommandLines.check(commandLine);
        assertThat(result.verdict()).isEqualTo(Verdict.VIOLATED);
        assertThat(result.property()).contains(property);
    }

    /** The reduction against the plain search, on all that is small enough for it. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "tick-under-guest --cpus 1",
        "tick-under-guest --cpus 1 --variant timers-only",
        "poll",
        "poll --change poll-looks-at-ports-only",
        "block",
        "block --change block-looks-first",
        "block --change idlers-never-set",
        "pause",
        "tickle",
        "offline",
        "offline --variant timers-only",
        "affinity-race",
        "singleshot --cstate c1",
        "singleshot --change periodic-timer"
    })
    void theReductionChangesNoVerdict(String commandLine) {
        Result plain = CommandLines.check(commandLine, Options.defaults().withFusion(false));
        Result reduced = CommandLines.check(commandLine);
        assertThat(reduced.verdict()).isEqualTo(plain.verdict());
        assertThat(reduced.statistics().stored()).isLessThan(plain.statistics().stored());
        if (plain.verdict() == Verdict.VIOLATED) {
            assertThat(reduced.property()).isEqualTo(plain.property());
        }
    }

    private static List<String> words(String commandLine) {
        return CommandLines.check(commandLine).trace().orElseThrow().steps().stream()
                .map(TraceStep::description)
                .toList();
    }

    /** F02: the wake-up comes while the ticker is off, and schedule() never returns to the idle entry. */
    @Test
    void v2EntersTheSchedulerFromItsSoftirqPass() {
        List<TraceStep> steps = CommandLines.check("tick-under-guest --cpus 1")
                .trace()
                .orElseThrow()
                .steps();
        assertThat(steps)
                .extracting(TraceStep::description)
                .containsSubsequence(
                        "W: ticker0.status = inactive",
                        "A: set SCHEDULE in softirq_pending[0]",
                        "A: clear SCHEDULE in softirq_pending[0]",
                        "enters the guest");
        TraceStep last = steps.stream()
                .filter(step -> step.description().equals("A: clear SCHEDULE in softirq_pending[0]"))
                .reduce((first, second) -> second)
                .orElseThrow();
        assertThat(last.functions()).contains("acpi_processor_idle > do_softirq");
    }

    /** F10: the mask is cut by the affinity of the vCPU that wakes, not of the one that has to wait. */
    @Test
    void nobodyTellsTheIdleCpu() {
        assertThat(words("tickle"))
                .containsSubsequence(
                        "R: csched_priv.idlers is CPU1",
                        "A: set SCHEDULE in softirq_pending[0]",
                        "W: current[0] = wokenv0")
                .noneMatch(word -> word.startsWith("A: set SCHEDULE in softirq_pending[1]"));
    }

    /** F11: the vCPU is still linked into the queue of the CPU that it leaves. */
    @Test
    void theMigrationLeavesTheVcpuWhereItWasQueued() {
        assertThat(words("affinity-race"))
                .containsSubsequence(
                        "A: set _VPF_migrating in movedv0.pause_flags",
                        "W: movedv0.is_running = 0",
                        "A: clear _VPF_migrating in movedv0.pause_flags, was set",
                        "W: movedv0.processor = CPU0");
    }

    @Test
    void aScenarioSaysWhichOptionsItTakes() {
        assertThatThrownBy(() -> CommandLines.system("block --hpet msi"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("block does not take --hpet; it takes --sample-age, --net, --change, --memory");
    }
}
