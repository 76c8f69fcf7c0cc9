// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What arms, triggers and ends a monitor, one step after the other. */
class MonitorsTest {
    private final Machine machine = new Machine(2);
    private final Word line = machine.word("line", 3, 0);
    private final Word elsewhere = machine.word("elsewhere", 3, 0);
    private final Vector vector = machine.vector("vector", () -> {});
    private final Monitor monitor = machine.monitor(0, line);
    private final Running run = Running.of(machine);
    private final Cpu cpu = machine.cpu(0);

    MonitorsTest() {
        cpu.disableInterrupts();
    }

    private boolean sleeps() {
        return run.on(0).waits(() -> monitor.mwait(SleepState.C1_MWAIT));
    }

    @Test
    void anothersStoreToTheLineEndsTheSleep() {
        monitor.arm();
        assertThat(sleeps()).isTrue();
        run.on(1);
        elsewhere.store(1);
        assertThat(cpu.isAsleep(run)).isTrue();
        line.store(1);
        assertThat(cpu.isAsleep(run)).isFalse();
        assertThat(monitor.isTriggered(run)).isTrue();
    }

    @Test
    void aStoreBeforeTheSleepKeepsTheCpuFromIt() {
        monitor.arm();
        run.on(1);
        line.store(1);
        assertThat(monitor.isTriggered(run)).isTrue();
        assertThat(sleeps()).isFalse();
        monitor.arm();
        assertThat(monitor.isTriggered(run)).as("armed anew").isFalse();
        assertThat(sleeps()).isTrue();
    }

    @Test
    void whatTheCpuStoresItselfIsNotSeen() {
        monitor.arm();
        line.store(1);
        assertThat(monitor.isTriggered(run)).isFalse();
        assertThat(sleeps()).isTrue();
    }

    @Test
    void aMonitorThatIsNotArmedLetsNobodySleep() {
        assertThat(sleeps()).isFalse();
        monitor.arm();
        monitor.disarm();
        assertThat(sleeps()).isFalse();
    }

    @Test
    void aMonitorThatIsArmedInVainSeesNothing() {
        monitor.armInVain();
        assertThat(sleeps()).isTrue();
        run.on(1);
        line.store(1);
        assertThat(cpu.isAsleep(run)).isTrue();
        assertThat(monitor.isTriggered(run)).isFalse();
    }

    @Test
    void anInterruptThatEndsTheSleepEndsTheMonitor() {
        monitor.arm();
        assertThat(sleeps()).isTrue();
        cpu.requestInterrupt(run, vector);
        cpu.takeInterrupt(run, vector);
        run.on(1);
        line.store(1);
        assertThat(monitor.isTriggered(run)).as("it no longer looks").isFalse();
        assertThat(sleeps()).as("it is not armed").isFalse();
    }

    @Test
    void anInterruptBeforeTheSleepDoesNot() {
        monitor.arm();
        cpu.requestInterrupt(run, vector);
        cpu.takeInterrupt(run, vector);
        run.on(1);
        line.store(1);
        assertThat(monitor.isTriggered(run)).isTrue();
    }

    @Test
    void aPendingInterruptEndsTheSleepUntaken() {
        monitor.arm();
        assertThat(sleeps()).isTrue();
        cpu.requestInterrupt(run, vector);
        assertThat(cpu.isSleepOver(run)).isTrue();
        new MonitorOperation.LeaveMwait(monitor).apply(run, 0, 0);
        assertThat(cpu.isAsleep(run)).isFalse();
        assertThat(cpu.interruptRequests(run)).isEqualTo(vector.bit());
        run.on(1);
        line.store(1);
        assertThat(monitor.isTriggered(run)).as("its mwait has ended").isFalse();
    }

    @Test
    void interruptsAreOnWhileTheCpuSleepsInStiMwaitCli() {
        monitor.arm();
        assertThat(run.waits(() -> monitor.stiMwaitCli(SleepState.C1_MWAIT))).isTrue();
        assertThat(cpu.interruptsEnabled(run)).isTrue();
        assertThat(cpu.isAsleep(run)).isTrue();
        monitor.disarm();
        assertThat(cpu.isAsleep(run)).as("disarming is what a store does").isFalse();
        assertThat(run.waits(() -> monitor.stiMwaitCli(SleepState.C1_MWAIT))).isFalse();
        assertThat(cpu.interruptsEnabled(run)).as("behind cli").isFalse();
        assertThat(monitor).hasToString("monitor of CPU0");
    }
}
