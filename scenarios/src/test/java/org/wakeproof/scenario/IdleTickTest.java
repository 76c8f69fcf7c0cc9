// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Explorer;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.Result;
import org.wakeproof.explorer.Trace.TraceStep;
import org.wakeproof.explorer.Verdict;
import org.wakeproof.scenario.Settings.CStateChoice;
import org.wakeproof.scenario.Settings.HpetChoice;
import org.wakeproof.scenario.Settings.SafetyNet;
import org.wakeproof.scenario.Settings.Variant;

/**
 * The table of expected verdicts. Rows whose whole space at two CPUs is too large for a test run are
 * explored with one CPU here, and with two by the commands in the README.
 */
class IdleTickTest {
    private static final Settings SMALL =
            Settings.defaults().withSingleShots(false).withCState(CStateChoice.C3);

    private static Result check(Settings settings, Options options) {
        ClosedSystem system = new IdleTick().build(settings);
        return new Explorer(system.machine(), system.properties(), options).run();
    }

    private static Result check(Settings settings) {
        return check(settings, Options.defaults());
    }

    @ParameterizedTest(name = "{0} {1} {2}, {3} CPUs: {4}")
    @CsvSource({
        "V1, C3, LEGACY, 2, VIOLATED",
        "V1, C3, LEGACY_ANY, 2, VIOLATED",
        "V1, C1, LEGACY, 2, HOLDS",
        "V1, C1, MSI, 2, HOLDS",
        "V1, C3, MSI, 1, HOLDS",
        "V2, C1, LEGACY, 2, HOLDS",
        "V2, C3, PIT, 2, HOLDS",
        "V2, C3, LEGACY, 1, HOLDS",
        "V2, C3, MSI, 1, HOLDS",
        "V2, ANY, LEGACY, 1, HOLDS",
        "NO_CHECK, C3, LEGACY, 2, VIOLATED",
    })
    void verdictOfEachRow(Variant variant, CStateChoice cState, HpetChoice hpet, int cpus, Verdict verdict) {
        Result result = check(
                SMALL.withIdleHandler(variant).withCState(cState).withHpet(hpet).withCpus(cpus));
        assertThat(result.verdict()).isEqualTo(verdict);
        if (verdict == Verdict.VIOLATED) {
            assertThat(result.property().orElseThrow()).startsWith("no lost wake-up of CPU");
        }
    }

    /**
     * One CPU cannot lose the wake-up under V1, although it sleeps with TIMER raised: the HPET's
     * interrupt for its own stale deadline is delivered to the sleeper itself, and any interrupt ends
     * the sleep. Only where another CPU takes it does the elided IPI matter.
     */
    @ParameterizedTest
    @EnumSource(value = HpetChoice.class, mode = EnumSource.Mode.EXCLUDE, names = "MSI_SHARED")
    void v1HoldsOnOneCpu(HpetChoice hpet) {
        Settings one =
                SMALL.withCpus(1).withHpet(hpet).withIdleHandler(Variant.V1).withSingleShots(true);
        assertThat(check(one).verdict()).isEqualTo(Verdict.HOLDS);
    }

    /** The mechanism of F01, step by step. */
    @Test
    void v1LosesTheWakeUpByTheElidedInterrupt() {
        Result result = check(SMALL.withIdleHandler(Variant.V1));
        List<TraceStep> steps = result.trace().orElseThrow().steps();
        assertThat(result.property()).contains("no lost wake-up of CPU1");
        assertThat(steps)
                .extracting(TraceStep::description)
                .containsSubsequence(
                        "R: softirq_pending[1] is 0",
                        "A: set TIMER in softirq_pending[1]",
                        "A: set CPU1 in HPET.cpumask",
                        "falls asleep in C3",
                        "takes the HPET interrupt",
                        "A: set TIMER in softirq_pending[1], already set");
        TraceStep raise = steps.stream()
                .filter(step -> step.description().equals("A: set TIMER in softirq_pending[1]"))
                .reduce((first, second) -> second)
                .orElseThrow();
        assertThat(raise.cpu()).as("who raises it").isEqualTo(1);
    }

    /** The other CPUs go on for ever while one sleeps, so that the region in which it does has far more states than are stored. */
    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    @EnabledIfSystemProperty(named = "slow", matches = "true", disabledReason = "some ten seconds; -Dslow=true")
    void v1LosesTheWakeUpAmongMoreCpus(int cpus) {
        Result result = check(
                SMALL.withIdleHandler(Variant.V1).withCpus(cpus),
                Options.defaults().withMaxStates(1_000_000));
        assertThat(result.property())
                .hasValueSatisfying(name -> assertThat(name).startsWith("no lost wake-up of CPU"));
        assertThat(result.trace()).isPresent();
    }

    @Test
    void v1AltNeverSleepsWhereTheTickerIsTheOnlyTimer() {
        Result result = check(SMALL.withIdleHandler(Variant.V1_ALT));
        assertThat(result.property()).contains("sometimes asleep");
        assertThat(result.explanation()).isEqualTo("never met in the whole state space");
    }

    @Test
    void v1AltHoldsWhereThereAreOtherTimers() {
        assertThat(check(SMALL.withIdleHandler(Variant.V1_ALT).withCpus(1).withSingleShots(true))
                        .verdict())
                .isEqualTo(Verdict.HOLDS);
    }

    /** The calibration rendezvous interrupts every CPU now and then, and so hides the loss. */
    @Test
    void calibrationHidesTheLoss() {
        Settings hidden = SMALL.withIdleHandler(Variant.V1).withNets(EnumSet.of(SafetyNet.CALIBRATION));
        // Without the net it is found among the first few thousand states.
        Result result = check(hidden, Options.defaults().withMaxStates(50_000));
        assertThat(result.verdict()).isEqualTo(Verdict.INCOMPLETE);
    }

    /** The reduction against the plain search, on the ports themselves. */
    @ParameterizedTest
    @EnumSource(Variant.class)
    void fusingStepsChangesNoVerdict(Variant variant) {
        Settings one = SMALL.withCpus(1).withIdleHandler(variant);
        Result plain = check(one, Options.defaults().withFusion(false));
        Result fused = check(one);
        assertThat(fused.verdict()).isEqualTo(plain.verdict());
        assertThat(fused.statistics().stored()).isLessThan(plain.statistics().stored());
    }

    @Test
    void aSpaceHasTheSameSizeHoweverItIsSearched() {
        Settings settings =
                SMALL.withCpus(1).withHpet(HpetChoice.MSI).withSingleShots(true).withIdleHandler(Variant.V1);
        long stored = check(settings).statistics().stored();
        for (Options options : List.of(
                Options.defaults().withThreads(1),
                Options.defaults().withSearch(Options.Order.DFS),
                Options.defaults().withStorage(Options.Storage.FINGERPRINT))) {
            assertThat(check(settings, options).statistics().stored()).isEqualTo(stored);
        }
    }
}
