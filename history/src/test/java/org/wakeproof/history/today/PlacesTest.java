// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.history.today;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Explorer;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.Result;
import org.wakeproof.explorer.Verdict;
import org.wakeproof.history.Catalogue;
import org.wakeproof.history.Entry;
import org.wakeproof.history.Scenarios;
import org.wakeproof.history.Side;
import org.wakeproof.scenario.Scenario;

/** Each place of Xen's idle path of August 2026 is decided: as it is, repaired, and before it came. */
@Execution(ExecutionMode.CONCURRENT)
class PlacesTest {
    static final List<Entry> PLACES = Catalogue.PLACES;
    private static final Set<String> LARGE = Set.of("P4", "P19");
    private static final boolean SLOW = Boolean.getBoolean("slow");

    private static Result explore(String commandLine) {
        ClosedSystem system = Scenarios.wired(commandLine);
        return new Explorer(
                        system.machine(),
                        system.properties(),
                        Options.defaults().withThreads(1))
                .run();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "P1  | no missed deadline of CPU0",
                "P2  | no missed deadline of CPU1",
                "P3  | work conservation on CPU1",
                "P4  | a callback is run",
                "P5  | assertions hold",
                "P6  | no missed deadline of CPU0",
                "P7  | the timer of CPU1 runs",
                "P8  | no missed deadline of CPU1",
                "P8b | no missed deadline of CPU0",
                "P9  | a grace period ends",
                "P10 | no lost wake-up of CPU0",
                "P12 | assertions hold",
                "P13 | work conservation on CPU2",
                "P14 | the timer of CPU1 runs",
                "P16 | no lost wake-up of CPU0",
                "P19 | rcu_barrier ends",
            })
    void isThereAsXenIs(String id, String property) {
        assumeTrue(
                SLOW || !LARGE.contains(id),
                "its region is large, and its trace is kept with the reports'; -Dslow=true");
        Side asIs = Catalogue.find(id).orElseThrow().before();
        assertThat(asIs.expected()).isEqualTo(Verdict.VIOLATED);
        Result result = explore(asIs.commandLine());
        assertThat(result.verdict()).isEqualTo(Verdict.VIOLATED);
        assertThat(result.property()).contains(property);
    }

    /** Four that look suspicious are sound, as far as losing something goes. */
    @ParameterizedTest
    @ValueSource(strings = {"P11", "P15", "P17"})
    void isNone(String id) {
        Side asIs = Catalogue.find(id).orElseThrow().before();
        assertThat(asIs.expected()).isEqualTo(Verdict.HOLDS);
        assertThat(explore(asIs.commandLine()).verdict()).isEqualTo(Verdict.HOLDS);
    }

    /** The large one of the four. */
    @EnabledIfSystemProperty(named = "slow", matches = "true", disabledReason = "half a minute; -Dslow=true")
    @Test
    void theRendezvousIsNone() {
        isNone("P18");
    }

    @Test
    void eachIsOneOrTheOther() {
        assertThat(PLACES.stream().filter(Entry::isControl).map(Entry::id)).containsExactly("P11", "P15", "P17", "P18");
    }

    static List<Entry> changed() {
        return PLACES.stream()
                .filter(place -> !place.after().equals(place.before()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("changed")
    void isNotThereOnceRepaired(Entry place) {
        assumeTrue(SLOW || !LARGE.contains(place.id()), "its region is large; -Dslow=true");
        assertThat(place.after().expected()).isEqualTo(Verdict.HOLDS);
        assertThat(explore(place.after().commandLine()).verdict()).isEqualTo(Verdict.HOLDS);
    }

    /** P6 was there before 8ef32772b5, where vectors happened to be handed out so. */
    @Test
    void aVectorForEachChannelMayBeTheLowerOne() {
        assertThat(explore("vector-priority --change vector-for-each-channel").property())
                .contains("no missed deadline of CPU0");
    }

    /** The same by another way. */
    @Test
    void inServiceIsNoMatterInC1() {
        assertThat(explore("vector-priority --change sleeps-lightly-in-service").verdict())
                .isEqualTo(Verdict.HOLDS);
    }

    /** What Xen did before, or does elsewhere, does not have it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "channel-join --change vector-for-each-channel",
                "channel-join --change keeps-unused-armed",
                "pool-tickle --change without-pools",
                "rcu-idle-timer --change stays-awake-for-callbacks",
                "rcu-reader --change batch-waits-for-all",
                "pit-exit --change keeps-old-countdown",
                "rtc-broadcast --change keeps-broadcast",
                "rcu-default-idle --change idles-by-driver",
                "rcu-default-idle --change tick-goes-on",
                "trace-record --change sleeps-by-mwait",
                "trace-record --change takes-no-records",
                "s3-tickle --change keeps-scheduling",
                "tsc-deadline --change one-shot-mode",
                // The busy CPU's time slice bounds how long the unit waits.
                "pool-tickle --change slice-ends",
            })
    void isNotThereInTheControl(String commandLine) {
        assertThat(explore(commandLine).verdict()).isEqualTo(Verdict.HOLDS);
    }

    /** Those of the repaired systems that stay small behind store buffers. */
    static List<Entry> smallBehindStoreBuffers() {
        return PLACES.stream()
                .filter(place -> Set.of("P1", "P3", "P6", "P8b", "P9", "P10").contains(place.id()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("smallBehindStoreBuffers")
    void isNotThereOnceRepairedBehindStoreBuffersEither(Entry place) {
        String repaired = place.after().commandLine() + " --memory tso";
        assertThat(explore(repaired).verdict()).isEqualTo(Verdict.HOLDS);
    }

    /** P2 has three ways in: the channel is taken up again by another, its old owner goes offline, or its new one is held up. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "claims-under-lock                    | HOLDS",
                "owner-goes-offline                   | VIOLATED",
                "owner-goes-offline,joins-under-lock  | HOLDS",
                "owner-goes-offline,claims-under-lock | HOLDS",
                "claimer-is-held-up                   | VIOLATED",
                "claimer-is-held-up,joins-under-lock  | VIOLATED",
            })
    void aChannelWithoutAnOwnerLosesItsSleepers(String changes, Verdict expected) {
        assertThat(explore("channel-join --change " + changes).verdict()).isEqualTo(expected);
    }

    @EnabledIfSystemProperty(named = "slow", matches = "true", disabledReason = "half a minute; -Dslow=true")
    @Test
    void aClaimerThatIsHeldUpLosesNothingUnderTheLock() {
        aChannelWithoutAnOwnerLosesItsSleepers("claimer-is-held-up,claims-under-lock", Verdict.HOLDS);
    }

    /** 93acfeb78b: a broadcast that is not resumed, as its states are not allowed just then, is off when they are again. */
    @Test
    void aLimitThatIsLoweredForS3IsP1Again() {
        assertThat(explore("s3-broadcast --change enables-channel-on-resume,resume-minds-allowed-limit")
                        .property())
                .contains("no missed deadline of CPU0");
        assertThat(explore("s3-broadcast --change enables-channel-on-resume").verdict())
                .isEqualTo(Verdict.HOLDS);
    }

    /** Without the broadcast the LAPIC timer still stops in C3, so leaving it alone is not enough. */
    @Test
    void enteringTheBroadcastNoMoreIsNoRepairOfP8() {
        assertThat(explore("rtc-broadcast --change enter-minds-disable").property())
                .contains("no missed deadline of CPU1");
    }

    /** P14 has two windows, and one that is over is only the first: the other is lost as it passes while the timer is masked. */
    @Test
    void sayingThatADeadlineIsOverIsNoRepairOfP14() {
        assertThat(explore("tsc-deadline --change says-deadline-is-over").property())
                .contains("the timer of CPU1 runs");
    }

    /** P12: x86 leaves idle by a locked operation, and a plain store needs store buffers to do harm. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rcu-exit-order                                                  | HOLDS",
                "rcu-exit-order --memory tso                                     | HOLDS",
                "rcu-exit-order --change leaves-idle-by-plain-store              | HOLDS",
            })
    void leavingIdleNeedsAFenceWhereItIsNoLockedOperation(String commandLine, Verdict expected) {
        assertThat(explore(commandLine).verdict()).isEqualTo(expected);
    }

    /** With the rendezvous of each second most are late, and nothing else. */
    @EnabledIfSystemProperty(named = "slow", matches = "true", disabledReason = "half a minute; -Dslow=true")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "channel-join",
                "rcu-idle-timer",
                "rcu-default-idle",
                "rtc-broadcast",
                "vector-priority",
                "trace-record",
            })
    void isLateOnlyWhereCpusCalibrate(String scenario) {
        assertThat(explore(scenario + " --net calibration").verdict()).isEqualTo(Verdict.HOLDS);
    }

    /** P8b: while CPU0 is busy, and calls. */
    @Test
    void c2IsLateOnlyWhereCpusCalibrate() {
        assertThat(explore("c2-broadcast --net calibration").verdict()).isEqualTo(Verdict.HOLDS);
    }

    /** P13: being woken is not being scheduled. */
    @Test
    void calibrationDoesNotScheduleWhatAnotherCpuWasToldOf() {
        assertThat(explore("pool-tickle --net calibration").property()).contains("work conservation on CPU2");
    }

    @EnabledIfSystemProperty(named = "slow", matches = "true", disabledReason = "half a minute; -Dslow=true")
    @Test
    void whatAnotherCpuWasToldOfIsScheduledOnceRepaired() {
        assertThat(explore("pool-tickle --net calibration --change tickles-on-removal")
                        .verdict())
                .isEqualTo(Verdict.HOLDS);
    }

    /** Being interrupted has nobody look at timers that nobody looks at (P7, P14). */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pit-exit     | pit-exit-raises-timer | the timer of CPU1 runs",
                "tsc-deadline | fences-unmasking      | the timer of CPU1 runs",
            })
    void calibrationIsNoHelp(String scenario, String repair, String property) {
        assertThat(explore(scenario + " --net calibration").property()).contains(property);
        assertThat(explore(scenario + " --net calibration --change " + repair).verdict())
                .isEqualTo(Verdict.HOLDS);
    }

    /** P3: being woken is not being scheduled. */
    @Test
    void calibrationDoesNotScheduleWhatS3Left() {
        assertThat(explore("s3-tickle --net calibration").property()).contains("work conservation on CPU1");
        assertThat(explore("s3-tickle --net calibration --change raises-on-enable")
                        .verdict())
                .isEqualTo(Verdict.HOLDS);
    }

    /** P5: a timer's function reads behind rcu_idle_enter, too, where telling RCU of interrupts is no help. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "timer-reads                                     | VIOLATED",
                "timer-reads,tells-rcu-of-interrupts             | VIOLATED",
                "timer-reads,tells-rcu-of-softirqs               | HOLDS",
                "timer-reads,tells-rcu-of-softirqs --memory tso  | HOLDS",
                "tells-rcu-of-softirqs                           | HOLDS",
                "timer-reads,batch-waits-for-all                 | HOLDS",
            })
    void aTimersFunctionIsAReaderOnAnIdleCpu(String changes, Verdict expected) {
        assertThat(explore("rcu-reader --change " + changes).verdict()).isEqualTo(expected);
    }

    /** P3: on a CPU0 with SCHEDULE pending already, raising it is no fence, and CPU1 may take its own for the dummy's. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "raises-on-itself,raises-without-fence              | HOLDS",
                "raises-without-fence --memory tso                  | HOLDS",
                "raises-on-itself,raises-without-fence --memory tso | VIOLATED",
                "raises-on-itself,raises-on-enable --memory tso     | HOLDS",
            })
    void theSchedulerIsEnabledBehindAFence(String changes, Verdict expected) {
        assertThat(explore("s3-tickle --change " + changes).verdict()).isEqualTo(expected);
    }

    /** The scan of P15 is there: without what it programs, a timer is lost. */
    @Test
    void theScanProgramsWhatIsLeft() {
        assertThat(explore("scan-time --change handler-forgets-to-rearm").property())
                .contains("no missed deadline of CPU2");
    }

    /** P15: late by the scan that the comparator is set late by, and by that which finds the CPU; the bound is reached. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void timersAreLateByTwoScansAtMost(int ticks) {
        assertThat(explore("scan-time --change only-scans-take-time --sample-age " + ticks)
                        .verdict())
                .isEqualTo(Verdict.HOLDS);
    }

    /** P18: a CPU that waits for its sibling has to look whether RCU waits for it, and to do that first. */
    @ParameterizedTest
    @ValueSource(strings = {"forgets-rcu", "rcu-softirq-last"})
    void theRendezvousMindsRcu(String change) {
        assertThat(explore("core-barrier --change " + change).property()).contains("rcu_barrier ends");
    }

    /**
     * P19: the store of cpu_count is seen in order, with a locked raise as before, and from CPU0, which raises on itself first;
     * otherwise the sleeper joins as it is woken, each second.
     */
    @EnabledIfSystemProperty(named = "slow", matches = "true", disabledReason = "half a minute each; -Dslow=true")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "barrier-raise",
                "barrier-raise --memory tso --change raises-by-test-and-set",
                "barrier-raise --memory tso --change barrier-on-cpu0",
                "barrier-raise --memory tso --change sleeps-by-mwait,fences-barrier",
                "barrier-raise --memory tso --net calibration",
            })
    void theBarrierIsSeenInOrder(String commandLine) {
        assertThat(explore(commandLine).verdict()).isEqualTo(Verdict.HOLDS);
    }

    /** What P11 rests on: one operation that sets the bit and sees in_mwait, and the monitor before the last look. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "mwait-protocol --change looks-at-mwait-first",
                "mwait-protocol --change arms-monitor-last",
                "mwait-protocol --change looks-before-monitor",
                "mwait-protocol --memory tso --change nothing-locked-after-mwait",
                // And what P17 does: that the compiler keeps the order of two stores.
                "pm-idle --change reorders-pm-idle",
            })
    void isLostWithoutWhatItRestsOn(String commandLine) {
        Result result = explore(commandLine);
        assertThat(result.verdict()).isEqualTo(Verdict.VIOLATED);
        assertThat(result.property()).contains("no lost wake-up of CPU1");
    }

    /** The fence behind an mwait matters with store buffers only; interrupts may come early where they are polled. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "mwait-protocol --change nothing-locked-after-mwait",
                "mwait-protocol --memory tso --change takes-interrupts-early",
            })
    void isNotLostAllTheSame(String commandLine) {
        assertThat(explore(commandLine).verdict()).isEqualTo(Verdict.HOLDS);
    }

    /** No scenario of today's places is outside the table. */
    @Test
    void eachScenarioIsInTheTable() {
        Set<String> inTable = new TreeSet<>();
        Catalogue.PLACES.forEach(
                place -> inTable.add(place.before().commandLine().split(" ")[0]));
        assertThat(TodaysScenarios.all()).extracting(Scenario::name).containsExactlyInAnyOrderElementsOf(inTable);
    }
}
