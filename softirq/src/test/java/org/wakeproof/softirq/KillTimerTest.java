// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.softirq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.wakeproof.direct.OneCpuAtATime;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;

/** Whom kill_timer waits for: the CPUs that are online (for_each_online_cpu). */
class KillTimerTest {
    private static final int CPUS = 2;

    private final Machine machine = new Machine(CPUS, 2, 0, 1);
    private final Softirq softirq = new Softirq(machine);
    private final Timers timers;
    private final Timer timer;
    private final OneCpuAtATime run;

    KillTimerTest() {
        softirq.smp().unplugs();
        timers = new Timers(machine, softirq, new Apic(machine, softirq), new Timers.Parameters(0, 3, 1, 1, false));
        timer = timers.initTimer("t", 0, () -> {});
        Procedure nothing = machine.procedure("nothing", () -> {});
        for (int cpu = 0; cpu < CPUS; cpu++) {
            machine.boot(cpu, true, nothing);
        }
        machine.seal();
        run = new OneCpuAtATime(machine);
        machine.cells().stream()
                .filter(cell -> cell.name().equals("timers[1].running"))
                .forEach(running -> run.set(running.field(), timer.number()));
    }

    @Test
    void waitsForACpuThatRunsTheTimersFunction() {
        assertThatThrownBy(() -> timers.killTimer(timer))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("timers[1].running");
    }

    @Test
    void doesNotWaitForACpuThatIsOffline() {
        run.set(softirq.smp().cpuOnlineMap().field(), 0b01);
        assertThat(run.stepsOf(() -> timers.killTimer(timer)))
                .contains("R: sees timers[0].running other than t")
                .noneMatch(step -> step.contains("timers[1].running"));
    }
}
