// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cpuidle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wakeproof.direct.OneCpuAtATime;

/** The way into a C-state, step by step: an interrupt is pending, so that no sleep lasts. */
class AcpiProcessorIdleTest {
    private static final String FENCE = "full fence";
    private static final String WOULD_SLEEP = "does not sleep: an interrupt is pending";
    private static final int ALL = 0b11;
    private static final int ONLY_CPU1 = 0b10;

    private static List<String> steps(CState cState, EntryMethod method, int online) {
        IdleSystem system = new IdleSystem()
                .arbitrates()
                .acpi(AcpiProcessorIdle::new, cState, method)
                .ready();
        OneCpuAtATime run = new OneCpuAtATime(system.machine);
        run.on(1);
        system.machine.cpu(1).requestInterrupt(run, system.machine.vectors().get(0));
        run.set(system.softirq.smp().cpuOnlineMap().field(), online);
        return run.stepsOf(system::idle);
    }

    @ParameterizedTest
    @EnumSource(
            value = CState.class,
            names = {"C2", "C3"})
    void whatStopsTheTimerIsCountedAsC3(CState cState) {
        assertThat(steps(cState, EntryMethod.FFH, ALL))
                .containsSubsequence("W: c3_cpu_status.count = 1", WOULD_SLEEP, "W: c3_cpu_status.count = 0")
                .doesNotContain("IO: ARB_DISABLE = 1");
    }

    @Test
    void theArbiterIsTurnedOffForTheLastOfThoseThatAreOnline() {
        assertThat(steps(CState.C3, EntryMethod.FFH, ONLY_CPU1))
                .containsSubsequence("IO: ARB_DISABLE = 1", WOULD_SLEEP, "IO: ARB_DISABLE = 0");
    }

    @Test
    void c1IsNotCounted() {
        assertThat(steps(CState.C1, EntryMethod.FFH, ONLY_CPU1))
                .contains(WOULD_SLEEP)
                .noneMatch(step -> step.contains("c3_cpu_status"));
    }

    /** One where the PM timer is read, and one between monitor and mwait. */
    @Test
    void aFencePrecedesMwait() {
        assertThat(steps(CState.C1, EntryMethod.FFH, ALL)).containsSequence(FENCE, FENCE, WOULD_SLEEP);
    }

    @Test
    void noFenceButThatOfThePmTimerPrecedesTheReadOfPlvl() {
        List<String> steps = steps(CState.C1, EntryMethod.SYSIO, ALL);
        assertThat(Collections.frequency(steps, FENCE))
                .as("the PM timer is read twice")
                .isEqualTo(2);
        assertThat(steps).containsSequence(FENCE, WOULD_SLEEP);
    }
}
