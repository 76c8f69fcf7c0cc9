// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.refinement;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wakeproof.history.Scenarios;
import org.wakeproof.machine.Machine;
import org.wakeproof.prove.idle.IdlePart;
import org.wakeproof.prove.idle.IdlePath;
import org.wakeproof.prove.idle.IdleVariant;
import org.wakeproof.prove.logic.ParametricSystem;
import org.wakeproof.prove.report.RefinementText;

/** The ports as committed take the idle path's steps and no others; a port with a bug is noticed. */
class RefinementTest {
    private static Refinement.Result compared(String scenario, int most) {
        return new Refinement(
                        IdlePath.of(IdleVariant.V2), Scenarios.wired(scenario).machine())
                .run(most);
    }

    /** A C2 that stops the LAPIC timer goes the way of C3; where it runs on, that of C1. */
    @ParameterizedTest
    @ValueSource(strings = {"idle-once --cstate c3 --timers none", "idle-once --cstate c2 --timers none"})
    void everyStepOfThePortsIsOneOfTheSystem(String scenario) {
        Refinement.Result result = compared(scenario, 200_000);
        assertThat(result.differences()).isEmpty();
        assertThat(result.isRefined()).isTrue();
        assertThat(result.states()).isGreaterThan(50_000);
        assertThat(result.never()).doesNotContain("falls asleep in C3", "handler: expired", "enter: write next_event");
    }

    @Test
    void soIsAChannelThatIsShared() {
        Machine ports = Scenarios.wired("idle-once --cstate c3 --timers none --hpet msi-shared")
                .machine();
        Refinement.Result result = new Refinement(IdlePath.of(IdlePart.MSI_SHARED, IdleVariant.V2), ports).run(100_000);
        assertThat(result.differences()).isEmpty();
        assertThat(result.isRefined()).isTrue();
        assertThat(result.states()).isGreaterThan(20_000);
        assertThat(result.never()).doesNotContain("get channel: own it", "attach: route the MSI", "detach: no owner");
    }

    @Test
    void soIsAMachineWithoutHpet() {
        Refinement.Result result = pit("idle-once --cstate c3 --timers none --hpet pit", 200_000);
        assertThat(result.differences()).isEmpty();
        assertThat(result.isRefined()).isTrue();
        assertThat(result.states()).isGreaterThan(100_000);
        assertThat(result.never()).doesNotContain("PIT: read the mask", "PIT: interrupt all", "PIT interrupts a CPU");
        assertThat(pit("idle-once --variant v1 --cstate c3 --timers none --hpet pit", 20_000)
                        .differences())
                .isNotEmpty();
    }

    private static Refinement.Result pit(String scenario, int most) {
        return new Refinement(
                        IdlePath.of(IdlePart.PIT, IdleVariant.V2),
                        Scenarios.wired(scenario).machine())
                .run(most);
    }

    /** Stop_machine in the idle handler, and the look that finds the CPU offline, are steps of each version's own system. */
    @ParameterizedTest
    @CsvSource({"v2, stop_machine", "timers-only, stop_machine", "v2-online, look: offline"})
    void soAreCpusThatGoOffline(String variant, String step) {
        Refinement.Result result = offline(variant, variant);
        assertThat(result.differences()).isEmpty();
        assertThat(result.isRefined()).isTrue();
        assertThat(result.states()).isGreaterThan(400);
        assertThat(result.never()).doesNotContain(step, "idle_loop: offline", "leaves cpu_online_map", "IPI");
    }

    /** And not of another version's. */
    @Test
    void theLastLookOfV2FindsNobodyOffline() {
        assertThat(offline("v2", "v2-online").differences())
                .hasSize(2)
                .allSatisfy(difference -> assertThat(difference)
                        .contains("CPU1 main program at LOOK", "CPU1 offline")
                        .contains("to [CPU1 main program at SELECT"));
        assertThat(offline("v2", "timers-only").differences()).isNotEmpty();
    }

    private static Refinement.Result offline(String ports, String system) {
        return new Refinement(
                        IdlePath.of(IdlePart.OFFLINE, IdleVariant.named(system).orElseThrow()),
                        Scenarios.wired("offline --variant " + ports).machine())
                .run(10_000);
    }

    /** What raises a softirq owes an IPI: a system in which nobody does is not the ports'. */
    @Test
    void anIpiThatIsNotOwedIsNoticed() {
        ParametricSystem system = IdlePath.of(IdlePart.OFFLINE, IdleVariant.V2);
        ParametricSystem silent = system.withSteps(system.steps().stream()
                .filter(step -> !step.name().equals("remote raise of another"))
                .toList());
        assertThat(new Refinement(
                                silent, Scenarios.wired("offline --variant v2").machine())
                        .run(10_000)
                        .differences())
                .isNotEmpty()
                .allSatisfy(difference -> assertThat(difference).contains("CPU1 IPI owed"));
    }

    /** Nor are ports whose clock goes on those of a system in which time stands still. */
    @Test
    void timeThatPassesIsNoticed() {
        ParametricSystem system = IdlePath.of(IdleVariant.V2);
        ParametricSystem still = system.withSteps(system.steps().stream()
                .filter(step -> !step.name().equals("time passes"))
                .toList());
        assertThat(new Refinement(
                                still,
                                Scenarios.wired("idle-once --cstate c3 --timers none")
                                        .machine())
                        .run(5_000)
                        .differences())
                .anySatisfy(difference -> assertThat(difference).contains("(tick)"));
    }

    /** V1 looks before it suspends the tick, which the system of V2 does not do. */
    @Test
    void thePortOfV1IsNoneOfV2() {
        Refinement.Result result = compared("idle-once --variant v1 --cstate c3 --timers none", 5_000);
        assertThat(result.differences()).isNotEmpty();
        assertThat(result.isRefined()).isFalse();
    }

    @Test
    void whatIsCutShortIsNotRefined() {
        Refinement.Result result = compared("idle-once --cstate c3 --timers none", 100);
        assertThat(result.differences()).isEmpty();
        assertThat(result.isWhole()).isFalse();
        assertThat(result.isRefined()).isFalse();
        assertThat(RefinementText.of("idle-once", result).get(0)).startsWith("NO DIFFERENCE SO FAR");
        assertThat(RefinementText.of("idle-once", result))
                .anySatisfy(line ->
                        assertThat(line).contains("nor the times for which comparator and LAPIC timers are set"));
    }

    @Test
    void soIsWhatIsStopped() {
        Refinement stopped = new Refinement(
                IdlePath.of(IdleVariant.V2),
                Scenarios.wired("idle-once --cstate c3 --timers none").machine());
        stopped.stop();
        assertThat(stopped.run(100_000).isWhole()).isFalse();
    }

    /** C1 by mwait; where stores are buffered, those of in_mwait are, and reach memory in a step of their own. */
    @ParameterizedTest
    @CsvSource({
        "IN_MWAIT, in-mwait, mwait: in_mwait = 0",
        "IN_MWAIT_TSO, in-mwait --memory tso, in_mwait = 0 drains",
        "IN_MWAIT, mwait-protocol, batch ends: nothing is pending",
        "IN_MWAIT_TSO, mwait-protocol --memory tso, 'mwait: first look, something (C1)'",
    })
    void soAreCpusThatSleepByMwait(IdlePart part, String ports, String step) {
        Refinement.Result result = mwait(part, ports);
        assertThat(result.differences()).isEmpty();
        assertThat(result.isRefined()).isTrue();
        assertThat(result.states()).isGreaterThan(100);
        assertThat(result.never()).doesNotContain(step, "remote raise of another, in mwait", "falls asleep in C1");
    }

    /** And a monitor that is armed behind the look, or in_mwait = 0 that is in the buffer at the next cli, is noticed. */
    @ParameterizedTest
    @CsvSource({
        "IN_MWAIT, in-mwait --change arms-monitor-last, 'LOOK,', mwait at WATCHING",
        "IN_MWAIT, mwait-protocol --change looks-at-mwait-first, CPU0 leads from, noted in a batch",
        "IN_MWAIT_TSO, in-mwait --memory tso --change nothing-locked-after-mwait, '', 'to [CPU1 main program at LOOK'"
    })
    void portsThatDoItInAnotherOrderAreNoticed(IdlePart part, String ports, String from, String to) {
        assertThat(mwait(part, ports).differences())
                .isNotEmpty()
                .anySatisfy(difference -> assertThat(difference).contains(from).contains(to));
    }

    private static Refinement.Result mwait(IdlePart part, String ports) {
        return new Refinement(
                        IdlePath.of(part, IdleVariant.V2),
                        Scenarios.wired(ports).machine())
                .run(100_000);
    }
}
