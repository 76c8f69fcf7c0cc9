// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wakeproof.machine.Mover.BOTH;
import static org.wakeproof.machine.Mover.LEFT;
import static org.wakeproof.machine.Mover.NEITHER;
import static org.wakeproof.machine.Mover.RIGHT;
import static org.wakeproof.machine.Steps.ANYTHING;
import static org.wakeproof.machine.Steps.NOTHING;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.wakeproof.machine.CpuOperation.LeaveGuest;
import org.wakeproof.machine.CpuOperation.WaitForBreak;
import org.wakeproof.machine.MonitorOperation.LeaveMwait;

/** Each operation of CPU0 but those on times: what traces call it, how it moves, and what it may change. */
class StepsOfCpusTest {
    private final Machine machine = new Machine(2);
    private final SpinLock lock = machine.lock("lock");
    private final SpinLock tried = machine.lock("tried").tried();
    private final SpinLock ownLock = machine.lock("ownLock").tried().ownedBy(0);
    private final Word x = machine.word("x", 7, 0);
    private final Word own = machine.word("own", 7, 0).ownedBy(0);
    private final Word written = machine.word("written", 7, 0).writtenBy(0);
    private final Word others = machine.word("others", 7, 0).writtenBy(1);
    private final Word fixed = machine.word("fixed", 7, 2).readOnly();
    private final Word guarded = machine.word("guarded", 7, 0).guardedBy(lock);
    private final Word writtenUnder = machine.word("writtenUnder", 7, 0).writtenUnder(lock);
    private final Word register = machine.word("register", 1, 0).deviceRegister();
    private final Vector vector = machine.vector("vector", () -> {});
    private final Monitor monitor = machine.monitor(0, machine.word("line", 1, 0));
    private final Running run = Running.of(machine);
    private final Cpu cpu = machine.cpu(0);
    private final Steps steps = new Steps(machine, run);

    @Test
    void loads() {
        steps.take(x::load, "R: x is 0", NEITHER, NOTHING);
        steps.take(own::load, "R: own is 0", BOTH, NOTHING);
        steps.take(written::load, "R: written is 0", BOTH, NOTHING);
        steps.take(others::load, "R: others is 0", NEITHER, NOTHING);
        steps.take(fixed::load, "R: fixed is 2", BOTH, NOTHING);
        steps.take(writtenUnder::load, "R: writtenUnder is 0", NEITHER, NOTHING);
        steps.take(register::load, "IO: read register is 0", NEITHER, NOTHING);
    }

    @Test
    void stores() {
        steps.take(() -> x.store(1), "W: x = 1", NEITHER, "x");
        steps.take(() -> own.store(1), "W: own = 1", BOTH, "own");
        steps.take(() -> written.store(1), "W: written = 1", NEITHER, "written");
        steps.take(() -> register.store(1), "IO: register = 1", NEITHER, "register");
    }

    @Test
    void whatALockGuardsIsTheHoldersOwn() {
        steps.take(lock::lock, "L+ lock", RIGHT, "lock");
        steps.take(guarded::load, "R: guarded is 0", BOTH, NOTHING);
        steps.take(() -> guarded.store(1), "W: guarded = 1", BOTH, "guarded");
        steps.take(writtenUnder::load, "R: writtenUnder is 0", BOTH, NOTHING);
        steps.take(() -> writtenUnder.store(1), "W: writtenUnder = 1", NEITHER, "writtenUnder");
        steps.take(lock::unlock, "L- lock", LEFT, "lock");
    }

    @Test
    void locksThatAreTriedOrOwned() {
        steps.take(tried::lock, "L+ tried", NEITHER, "tried");
        steps.take(tried::tryLock, "finds taken tried", NEITHER, "tried");
        steps.take(tried::unlock, "L- tried", NEITHER, "tried");
        steps.take(tried::tryLock, "L+ tried", NEITHER, "tried");
        steps.take(ownLock::lock, "L+ ownLock", BOTH, "ownLock");
        steps.take(ownLock::tryLock, "finds taken ownLock", BOTH, "ownLock");
        steps.take(ownLock::unlock, "L- ownLock", BOTH, "ownLock");
    }

    @Test
    void lockedOperations() {
        steps.take(() -> x.setBit(1), "A: set 2 in x", NEITHER, "x");
        steps.take(() -> x.testAndSetBit(1), "A: set 2 in x, already set", NEITHER, "x");
        steps.take(() -> x.testAndSetBit(0), "A: set 1 in x", NEITHER, "x");
        steps.take(() -> x.testAndClearBit(0), "A: clear 1 in x, was set", NEITHER, "x");
        steps.take(() -> x.testAndClearBit(0), "A: clear 1 in x, was clear", NEITHER, "x");
        steps.take(() -> x.clearBit(1), "A: clear 2 in x", NEITHER, "x");
        steps.take(() -> x.addReturn(2), "A: x += 2, now 2", NEITHER, "x");
        steps.take(() -> x.compareExchange(2, 3), "A: x from 2 to 3", NEITHER, "x");
        steps.take(() -> x.compareExchange(2, 4), "A: leaves x, which is 3 by now", NEITHER, "x");
        steps.take(() -> own.setBit(1), "A: set 2 in own", BOTH, "own");
        steps.take(() -> own.compareExchange(2, 3), "A: own from 2 to 3", BOTH, "own");
        steps.take(() -> x.setBitBeside(2, own), "A: set 4 in x, was clear, beside own = 3", NEITHER, "x");
        steps.take(
                () -> x.setBitBeside(2, own),
                "A: set 4 in x, already set (a plain load), beside own = 3",
                NEITHER,
                "x");
    }

    @Test
    void whatLockedOperationsResultIn() {
        assertThat(x.testAndSetBit(2)).isFalse();
        assertThat(x.testAndSetBit(2)).isTrue();
        assertThat(x.setBitBeside(0, fixed)).as("clear, beside 2").isEqualTo(0b100);
        assertThat(x.setBitBeside(0, fixed)).as("set, beside 2").isEqualTo(0b101);
        assertThat(x.compareExchange(1, 7)).isEqualTo(5);
        assertThat(x.compareExchange(5, 6)).isEqualTo(5);
        assertThat(x.testAndClearBit(1)).isTrue();
        assertThat(x.testAndClearBit(1)).isFalse();
        assertThat(x.load()).isEqualTo(4);
    }

    @Test
    void whatChangesNothing() {
        steps.take(machine::fence, "full fence", BOTH, NOTHING);
        steps.take(() -> machine.choose("way", 3), "choice of way: 0", BOTH, NOTHING);
        steps.take(() -> machine.choose("way", List.of("up", "down")), "choice of way: up", BOTH, NOTHING);
        steps.take(() -> x.awaitValue(0), "R: sees x = 0", NEITHER, ANYTHING);
        steps.take(() -> x.awaitOtherThan(1), "R: sees x other than 1", NEITHER, ANYTHING);
    }

    @Test
    void interrupts() {
        steps.take(cpu::disableInterrupts, "irq-", RIGHT, "IF[0]");
        steps.take(cpu::disableInterrupts, "irq- (already)", BOTH, "IF[0]");
        steps.take(cpu::enableInterrupts, "irq+", LEFT, "IF[0]");
        steps.take(cpu::enableInterrupts, "irq+ (already)", LEFT, "IF[0]");
        steps.take(cpu::returnFromInterrupt, "returns from the interrupt", LEFT, "IF[0]");
        steps.take(() -> cpu.sendIpi(2, vector), "IPI: vector to CPU1", NEITHER, ANYTHING);
    }

    @Test
    void sleep() {
        cpu.disableInterrupts();
        steps.take(() -> cpu.sleep(SleepState.C3), "falls asleep in C3", NEITHER, ANYTHING);
        cpu.requestInterrupt(run, vector);
        steps.take(new WaitForBreak(cpu), "goes on after the sleep", NEITHER, ANYTHING);
        assertThat(cpu.isAsleep(run)).isFalse();
        steps.take(() -> cpu.sleep(SleepState.C3), "does not sleep: an interrupt is pending", NEITHER, ANYTHING);
        steps.take(cpu::halt, "falls asleep in C1 (hlt) with interrupts off", NEITHER, ANYTHING);
        steps.take(() -> cpu.sleep(SleepState.C1_HALT), "falls asleep in C1 (hlt)", NEITHER, ANYTHING);
    }

    @Test
    void guests() {
        cpu.disableInterrupts();
        steps.take(() -> cpu.runGuest(true), "enters the guest", LEFT, "IF[0], guest[0]");
        assertThat(new LeaveGuest(cpu, false).enabled(run, 0)).as("it computes").isFalse();
        steps.take(new LeaveGuest(cpu, true), "the guest goes on", RIGHT, "IF[0], guest[0]");
        steps.take(() -> cpu.runGuest(false), "enters the guest", LEFT, "IF[0], guest[0]");
        cpu.takeInterrupt(run, vector);
        steps.take(new LeaveGuest(cpu, false), "an interrupt has left the guest", BOTH, "IF[0], guest[0]");
    }

    @Test
    void monitors() {
        cpu.disableInterrupts();
        steps.take(monitor::arm, "arms its monitor", NEITHER, ANYTHING);
        steps.take(() -> monitor.mwait(SleepState.C3), "falls asleep in C3 with mwait", NEITHER, ANYTHING);
        cpu.requestInterrupt(run, vector);
        steps.take(new LeaveMwait(monitor), "goes on after mwait", NEITHER, ANYTHING);
        assertThat(cpu.isAsleep(run)).isFalse();
        steps.take(
                () -> monitor.mwait(SleepState.C3), "mwait does not sleep: an interrupt is pending", NEITHER, ANYTHING);
        cpu.takeInterrupt(run, vector);
        steps.take(monitor::armInVain, "arms its monitor, which will miss all stores", NEITHER, ANYTHING);
        steps.take(monitor::arm, "arms its monitor", NEITHER, ANYTHING);
        steps.take(monitor::disarm, "its monitor is disarmed", NEITHER, ANYTHING);
        steps.take(
                () -> monitor.mwait(SleepState.C3),
                "mwait does not sleep: the line has been written",
                NEITHER,
                ANYTHING);
    }

    private String awaited(Runnable code) {
        return run.next(code).awaited();
    }

    @Test
    void whatIsWaitedFor() {
        assertThat(awaited(lock::lock)).isEqualTo("lock");
        assertThat(awaited(() -> x.awaitValue(1))).isEqualTo("x = 1");
        assertThat(awaited(() -> x.awaitOtherThan(0))).isEqualTo("x other than 0");
        assertThat(awaited(machine::fence)).isEqualTo("its stores to reach memory");
        assertThat(awaited(cpu::stop)).isEqualTo("interrupts only: its program is over");
        assertThat(new WaitForBreak(cpu).awaited()).isEqualTo("an interrupt");
        assertThat(new LeaveGuest(cpu, false).awaited()).isEqualTo("an interrupt");
        assertThat(new LeaveMwait(monitor).awaited()).isEqualTo("an interrupt, or a store to the line of its monitor");
    }

    @Test
    void loopsThatPollAreThoseThatAwaitAValue() {
        assertThat(run.next(() -> x.awaitValue(1)).isPolling()).isTrue();
        assertThat(Stream.<Runnable>of(lock::lock, x::load, cpu::stop, () -> cpu.sleep(SleepState.C3)))
                .noneMatch(code -> run.next(code).isPolling());
    }

    @Test
    void codeGoesDifferentWaysByTheResultsOfTests() {
        assertThat(Stream.<Runnable>of(
                        tried::tryLock,
                        () -> x.testAndSetBit(0),
                        () -> x.testAndClearBit(0),
                        () -> x.setBitBeside(0, own),
                        () -> cpu.sleep(SleepState.C3),
                        () -> monitor.mwait(SleepState.C3)))
                .allMatch(code -> run.next(code).isTest());
        assertThat(new LeaveGuest(cpu, true).isTest()).isTrue();
        assertThat(Stream.<Runnable>of(
                        lock::lock,
                        x::load,
                        () -> x.setBit(0),
                        () -> x.clearBit(0),
                        () -> x.addReturn(1),
                        // It is never refused.
                        () -> cpu.sleep(SleepState.C1_HALT)))
                .noneMatch(code -> run.next(code).isTest());
    }

    @Test
    void whatIsSaidOfAnEnd() {
        assertThat(run.next(cpu::stop).describe(0)).isEqualTo("has stopped");
        assertThat(run.next(cpu::stop).enabled(run, 0)).isFalse();
        assertThat(run.next(() -> machine.bugOn(true, "never")).describe(0)).isEqualTo("BUG: never");
        assertThat(run.next(() -> machine.bugOn(true, x, "is odd")).describe(0)).isEqualTo("BUG: x is odd");
    }

    @Test
    void whatNeitherChangesNorDependsOnAnythingIsPure() {
        assertThat(Stream.<Runnable>of(fixed::load, machine::fence))
                .allMatch(code -> run.next(code).isPure());
        assertThat(Stream.<Runnable>of(
                        own::load, written::load, cpu::disableInterrupts, () -> machine.choose("way", 2)))
                .noneMatch(code -> run.next(code).isPure());
    }
}
