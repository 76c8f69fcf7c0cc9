// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.machine;

import static org.assertj.core.api.Assertions.assertThat;

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
}
