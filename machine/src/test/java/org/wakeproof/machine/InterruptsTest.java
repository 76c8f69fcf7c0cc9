// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Pending interrupts, the interrupt flag, and what ends a sleep. */
class InterruptsTest {
    private final Machine machine = new Machine(2);
    private final Vector vector = machine.vector("vector", () -> {});
    private final Vector other = machine.vector("other", () -> {});
    private final Running run = Running.of(machine);
    private final Cpu cpu = machine.cpu(0);

    @Test
    void aMaskedInterruptStaysPending() {
        cpu.disableInterrupts();
        cpu.requestInterrupt(run, vector);
        assertThat(cpu.takeableInterrupts(run)).isZero();
        cpu.enableInterrupts();
        assertThat(cpu.takeableInterrupts(run)).isEqualTo(vector.bit());
    }

    @Test
    void requestsForOneVectorMerge() {
        cpu.requestInterrupt(run, vector);
        cpu.requestInterrupt(run, vector);
        cpu.requestInterrupt(run, other);
        cpu.takeInterrupt(run, vector);
        assertThat(cpu.interruptRequests(run)).isEqualTo(other.bit());
        assertThat(cpu.interruptsEnabled(run)).as("within the handler").isFalse();
    }

    @Test
    void savingAndRestoringNests() {
        assertThat(cpu.saveInterrupts()).isTrue();
        assertThat(cpu.saveInterrupts()).isFalse();
        cpu.restoreInterrupts(false);
        assertThat(cpu.interruptsEnabled(run)).isFalse();
        cpu.restoreInterrupts(true);
        assertThat(cpu.interruptsEnabled(run)).isTrue();
    }

    @Test
    void theOperationsOfACpuAreItsOwn() {
        run.on(1);
        assertThatThrownBy(cpu::disableInterrupts)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("CPU1 carries out an operation of CPU0's own, which no other CPU can do for it");
    }

    @Test
    void anIpiReachesTheCpusOfItsMask() {
        cpu.sendIpi(0b10, vector);
        assertThat(machine.cpu(1).interruptRequests(run)).isEqualTo(vector.bit());
        assertThat(cpu.interruptRequests(run)).isZero();
    }

    @Test
    void anIpiReachesAllCpusOfItsMask() {
        cpu.sendIpi(0b11, vector);
        assertThat(cpu.interruptRequests(run)).isEqualTo(vector.bit());
        assertThat(machine.cpu(1).interruptRequests(run)).isEqualTo(vector.bit());
    }

    @Test
    void anIpiToACpuThatIsNotThereIsRefused() {
        assertThatThrownBy(() -> cpu.sendIpi(0b101, vector))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an IPI to CPU0,CPU2: the machine has 2 CPUs");
    }

    @ParameterizedTest
    @EnumSource(
            names = {"AWAKE", "GUEST"},
            mode = EnumSource.Mode.EXCLUDE)
    void whatIsPendingKeepsACpuFromSleepingOrIsTakenFirst(SleepState state) {
        cpu.disableInterrupts();
        cpu.requestInterrupt(run, vector);
        boolean waits = run.waits(() -> cpu.sleep(state));
        assertThat(cpu.interruptsEnabled(run)).isEqualTo(state.interruptsEnabled());
        assertThat(waits)
                .as("behind sti;hlt nothing comes before the interrupt")
                .isEqualTo(state.interruptsEnabled());
        cpu.takeInterrupt(run, vector);
        assertThat(cpu.isAsleep(run)).isFalse();
        assertThat(cpu.isSleepOver(run)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            names = {"AWAKE", "GUEST"},
            mode = EnumSource.Mode.EXCLUDE)
    void aSleepLastsUntilAnInterrupt(SleepState state) {
        cpu.disableInterrupts();
        assertThat(run.waits(() -> cpu.sleep(state))).isTrue();
        assertThat(cpu.sleepState(run)).isEqualTo(state);
        assertThat(cpu.isSleepOver(run)).isFalse();
        cpu.requestInterrupt(run, vector);
        assertThat(cpu.isSleepOver(run))
                .as("with interrupts off, a pending one is enough; with interrupts on, it has to be taken")
                .isNotEqualTo(state.interruptsEnabled());
        cpu.takeInterrupt(run, vector);
        assertThat(cpu.isAsleep(run)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            names = {"AWAKE", "GUEST"},
            mode = EnumSource.Mode.EXCLUDE)
    void aPendingInterruptWakesUnlessItIsHltWithInterruptsOff(SleepState state) {
        cpu.disableInterrupts();
        cpu.setSleepState(run, state);
        assertThat(cpu.isBeingWoken(run)).as("nothing is pending").isFalse();
        cpu.requestInterrupt(run, vector);
        assertThat(cpu.isBeingWoken(run)).isNotEqualTo(state.interruptsEnabled());
        cpu.enableInterrupts();
        assertThat(cpu.isBeingWoken(run)).isTrue();
        cpu.setSleepState(run, SleepState.AWAKE);
        assertThat(cpu.isBeingWoken(run)).as("it is awake").isFalse();
    }

    @Test
    void aGuestGoesOnWithInterruptsOff() {
        assertThat(cpu.runGuest(true)).as("its next instruction is next").isTrue();
        assertThat(cpu.interruptsEnabled(run)).isFalse();
        assertThat(cpu.isInGuest(run)).isFalse();
        assertThat(run.waits(() -> cpu.runGuest(false))).as("it computes").isTrue();
        assertThat(cpu.isInGuest(run)).isTrue();
        assertThat(cpu.interruptsEnabled(run)).isTrue();
    }

    @Test
    void aGuestIsNoSleep() {
        cpu.setInGuest(run, true);
        assertThat(cpu.isInGuest(run)).isTrue();
        assertThat(cpu.isAsleep(run)).isFalse();
        assertThat(cpu.sleepState(run)).isEqualTo(SleepState.GUEST);
        cpu.takeInterrupt(run, vector);
        assertThat(cpu.isInGuest(run)).isFalse();
        assertThat(cpu.sleepState(run)).isEqualTo(SleepState.AWAKE);
    }

    @Test
    void onlyItsOwnLocksKeepACpuAwake() {
        Machine other = new Machine(2);
        SpinLock lock = other.lock("lock");
        Running running = Running.of(other);
        lock.lock();
        running.on(1);
        assertThat(running.waits(() -> other.cpu().sleep(SleepState.C3))).isTrue();
        assertThat(other.cpu(1).isAsleep(running)).isTrue();
        running.on(0);
        Operation sleeps = running.next(() -> other.cpu().sleep(SleepState.C3));
        assertThatThrownBy(() -> sleeps.checkLock(running, lock))
                .isInstanceOf(Violation.class)
                .hasMessage("CPU0 goes to sleep while it holds lock");
        sleeps.applyUnchecked(running, 0, 0);
        assertThat(other.cpu(0).isAsleep(running)).isTrue();
    }
}
