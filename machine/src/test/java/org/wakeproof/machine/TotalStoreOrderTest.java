// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** x86-TSO: who sees a store when, and what waits for the store buffer. */
class TotalStoreOrderTest {
    private static final String BUFFER = "store buffer of CPU0";

    private final Machine machine = new Machine(2);
    private final Word x;
    private final Word y;
    private final Word register;
    private final SpinLock lock;
    private final Vector vector;
    private final Running run;

    TotalStoreOrderTest() {
        machine.totalStoreOrder(2);
        x = machine.word("x", 3, 0);
        y = machine.word("y", 3, 0);
        register = machine.word("register", 1, 0).deviceRegister();
        lock = machine.lock("lock");
        vector = machine.vector("vector", () -> {});
        run = Running.of(machine);
    }

    @Test
    void whoStoresSeesItAtOnceAndOthersLater() {
        x.store(1);
        assertThat(x.load()).isEqualTo(1);
        run.on(1);
        assertThat(x.load()).isZero();
        run.happens(BUFFER);
        assertThat(x.load()).isEqualTo(1);
    }

    @Test
    void storesReachMemoryInTheirOrder() {
        x.store(1);
        y.store(1);
        run.happens(BUFFER);
        assertThat(run.value(x)).isEqualTo(1);
        assertThat(run.value(y)).isZero();
        run.happens(BUFFER);
        assertThat(run.value(y)).isEqualTo(1);
        assertThat(run.canHappen(BUFFER)).isFalse();
    }

    @Test
    void aCpuReadsTheLatestOfItsOwnStores() {
        x.store(1);
        x.store(2);
        assertThat(x.load()).isEqualTo(2);
        run.happens(BUFFER);
        assertThat(x.load()).isEqualTo(2);
        assertThat(run.value(x)).isEqualTo(1);
    }

    @Test
    void aFullBufferMakesItsCpuWait() {
        x.store(1);
        x.store(2);
        assertThat(run.waits(() -> x.store(3))).isTrue();
        run.happens(BUFFER);
        assertThat(run.waits(() -> x.store(3))).isFalse();
    }

    @Test
    void fencesLockedOperationsDevicesLocksAndInterruptsWaitForTheBuffer() {
        x.store(1);
        assertThat(run.waits(machine::fence)).isTrue();
        assertThat(run.waits(() -> y.setBit(0))).isTrue();
        assertThat(run.waits(() -> register.load())).isTrue();
        assertThat(run.waits(lock::lock)).isTrue();
        assertThat(run.waits(() -> machine.cpu().sendIpi(2, vector))).isTrue();
        run.happens(BUFFER);
        assertThat(run.waits(machine::fence)).isFalse();
        assertThat(run.waits(() -> machine.cpu().sendIpi(2, vector))).isFalse();
        assertThat(machine.cpu(1).interruptRequests(run)).isNotZero();
    }

    /** Store buffering: each reads before the other's store has arrived, as no sequential order allows. */
    @Test
    void bothCpusCanMissEachOther() {
        x.store(1);
        run.on(1);
        y.store(1);
        assertThat(x.load()).isZero();
        run.on(0);
        assertThat(y.load()).isZero();
    }

    @Test
    void tracesTellWhereAStoreIsAndWhereALoadIsAnsweredFrom() {
        Operation store = run.next(() -> x.store(2));
        assertThat(store.describe(0, run, 0)).isEqualTo("W: x = 2 (in the store buffer)");
        assertThat(run.next(x::load).describe(0, run, 0)).isEqualTo("R: x is 0");
        x.store(2);
        y.store(1);
        assertThat(run.next(x::load).describe(2, run, 0)).isEqualTo("R: x is 2 (from its own store buffer)");
        assertThat(run.next(() -> x.awaitValue(2)).describe(0, run, 0))
                .isEqualTo("R: sees x = 2 (from its own store buffer)");
        assertThat(run.next(x::load).describe(0, run, 1)).isEqualTo("R: x is 0");
        assertThat(run.next(() -> register.store(1)).describe(0, run, 0)).isEqualTo("IO: register = 1");
        assertThat(machine.bufferedStores(run, 0)).containsExactly("x = 2", "y = 1");
        assertThat(machine.bufferedStores(run, 1)).isEmpty();
        Event buffer = machine.events().get(0);
        run.happens(BUFFER);
        assertThat(machine.bufferedStores(run, 0)).containsExactly("y = 1");
        assertThat(buffer.describe(run, run)).isEqualTo("CPU0's y = 0 reaches memory");
        assertThat(buffer.isPrivate(run)).isFalse();
    }

    @Test
    void anUnlockWaitsInTheBufferLikeAStore() {
        lock.lock();
        assertThat(run.next(lock::unlock).describe(0, run, 0)).isEqualTo("L- lock (in the store buffer)");
        lock.unlock();
        assertThat(lock.isHeldBy(run, 0)).as("to its CPU it is free").isFalse();
        assertThat(run.value(lock)).isEqualTo(1);
        run.on(1);
        assertThat(run.waits(lock::lock)).isTrue();
        run.happens(BUFFER);
        assertThat(run.waits(lock::lock)).isFalse();
    }

    @Test
    void interruptsAreTakenAndReturnedFromWithTheBufferEmpty() {
        Cpu cpu = machine.cpu(0);
        cpu.requestInterrupt(run, vector);
        x.store(1);
        assertThat(cpu.takeableInterrupts(run)).isZero();
        assertThat(cpu.dueInterrupts(run)).isEqualTo(vector.bit());
        assertThat(run.waits(cpu::returnFromInterrupt)).isTrue();
        run.happens(BUFFER);
        assertThat(cpu.takeableInterrupts(run)).isEqualTo(vector.bit());
        assertThat(run.waits(cpu::returnFromInterrupt)).isFalse();
    }

    @Test
    void anX2apicSendsInterruptsPastTheBuffer() {
        Machine other = new Machine(2);
        other.totalStoreOrder(1);
        other.x2apic();
        Word word = other.word("word", 1, 0);
        Vector ipi = other.vector("ipi", () -> {});
        Running running = Running.of(other);
        word.store(1);
        assertThat(running.waits(() -> other.cpu().sendIpi(2, ipi))).isFalse();
        assertThat(running.waits(() -> word.store(0))).as("a buffer of one").isTrue();
    }

    @Test
    void aTimeInTheBufferGrowsOlder() {
        Machine other = new Machine(1, 3, 0, 1);
        other.totalStoreOrder(2);
        TimeCell deadline = other.time("deadline", Instant.never());
        TimeCell own = other.time("own", Instant.never()).ownedBy(0);
        TimeCell sample = other.time("sample", Instant.zero()).sampleOfNow();
        Running running = Running.of(other);
        assertThat(running.canHappen("clock")).isFalse();
        assertThat(other.clock().parts().all()).noneMatch(part -> part.isRunning(running));
        deadline.set(Instant.nowPlus(2));
        assertThat(other.clock().parts().all()).as("a place in the buffer").anyMatch(part -> part.isRunning(running));
        assertThat(running.canHappen("clock")).isTrue();
        running.happens("clock");
        assertThat(deadline.minusNow()).isEqualTo(1);
        assertThat(running.next(() -> sample.copyFrom(deadline, 1)).describe(0, running, 0))
                .isEqualTo("W: sample = deadline + 1 (from its own store buffer) (in the store buffer)");
        assertThat(running.next(() -> own.copyFrom(deadline)).describe(0, running, 0))
                .isEqualTo("W: own = deadline (from its own store buffer)");
        running.happens(BUFFER);
        assertThat(deadline.format(running.value(deadline))).isEqualTo("now+1");
        own.set(Instant.nowPlus(1));
        assertThat(running.canHappen(BUFFER)).as("as good as a register").isFalse();
        sample.sampleNow();
        assertThat(running.canHappen("clock"))
                .as("it waits for a sample in a buffer")
                .isFalse();
    }

    /** What a CPU runs it knows from its own buffer; what others run it knows once that has reached memory. */
    @Test
    void aRunnerKnowsItsOwnStores() {
        Machine other = new Machine(2);
        other.totalStoreOrder(2);
        PerCpu<Word> runs = other.perCpu(cpu -> other.word("runs" + cpu, 2, 0));
        Word registers = other.word("registers", 1, 0).ownedByRunner(runs, 2);
        Running running = Running.of(other);
        runs.of(0).store(2);
        assertThat(registers.load()).isZero();
        running.on(1);
        assertThatThrownBy(registers::load).isInstanceOf(Violation.class);
        runs.of(1).store(2);
        assertThat(registers.load()).as("it does not see yet what CPU0 runs").isZero();
        running.happens(BUFFER);
        assertThatThrownBy(registers::load).isInstanceOf(Violation.class);
    }
}
