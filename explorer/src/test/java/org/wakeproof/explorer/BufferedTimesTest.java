// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wakeproof.machine.HpetComparator;
import org.wakeproof.machine.Instant;
import org.wakeproof.machine.LocalApicTimer;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.PerCpu;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.TimeCell;
import org.wakeproof.machine.Vector;
import org.wakeproof.machine.Word;

/** Times under x86-TSO: buffered like all stores, read from the buffer, and no younger for having waited there. */
class BufferedTimesTest {
    private static Machine machine(int cpus, int storeBuffer) {
        Machine machine = new Machine(cpus, 2, 0, 1);
        if (storeBuffer > 0) {
            machine.totalStoreOrder(storeBuffer);
        }
        return machine;
    }

    private static Verdict explore(Machine machine, Property... properties) {
        return new Explorer(machine, List.of(properties), Options.defaults().withThreads(1))
                .run()
                .verdict();
    }

    /** Message passing, once with a time as the message and once as the flag. */
    @ParameterizedTest
    @CsvSource({"true, 1", "true, 2", "false, 1", "false, 2"})
    void timesAndOtherStoresReachMemoryInOneOrder(boolean timeFirst, int storeBuffer) {
        Machine machine = machine(2, storeBuffer);
        Word word = machine.word("word", 1, 0);
        TimeCell time = machine.time("time", Instant.zero());
        machine.boot(0, false, machine.procedure("sender", () -> {
            if (timeFirst) {
                time.set(Instant.never());
                word.store(1);
            } else {
                word.store(1);
                time.set(Instant.never());
            }
        }));
        machine.boot(1, false, machine.procedure("receiver", () -> {
            boolean second = timeFirst ? word.load() == 1 : time.isNever();
            boolean first = timeFirst ? time.isNever() : word.load() == 1;
            machine.bugOn(second && !first, "the second store is there, the first is not");
        }));
        machine.seal();
        assertThat(explore(machine)).isEqualTo(Verdict.HOLDS);
    }

    private enum Between {
        NOTHING,
        FENCE,
        LOCKED
    }

    /** Store buffering: each CPU stores its time, then looks at the other's. */
    @ParameterizedTest
    @CsvSource({
        "0, NOTHING, HOLDS",
        "1, NOTHING, VIOLATED",
        "2, NOTHING, VIOLATED",
        "2, FENCE,   HOLDS",
        "2, LOCKED,  HOLDS",
    })
    void aTimeMayBeReadByOthersLaterThanByItsCpu(int storeBuffer, Between between, Verdict verdict) {
        Machine machine = machine(2, storeBuffer);
        PerCpu<TimeCell> times = machine.perCpu(cpu -> machine.time("time" + cpu, Instant.zero()));
        PerCpu<Word> blind = machine.perCpu(cpu -> machine.word("blind" + cpu, 1, 0));
        Word lock = machine.word("lock", 3, 0);
        for (int cpu = 0; cpu < 2; cpu++) {
            int other = 1 - cpu;
            machine.boot(cpu, false, machine.procedure("writer", () -> {
                times.own().set(Instant.never());
                switch (between) {
                    case NOTHING -> {}
                    case FENCE -> machine.fence();
                    case LOCKED -> lock.setBit(0);
                }
                machine.bugOn(!times.own().isNever(), "does not see its own store");
                blind.own().store(times.of(other).isNever() ? 0 : 1);
            }));
        }
        machine.seal();
        Property.Always oneSees = new Property.Always(
                "one sees the other's",
                state -> blind.all().stream().anyMatch(each -> state.get(each.field()) == 0),
                state -> "neither does");
        assertThat(explore(machine, oneSees)).isEqualTo(verdict);
    }

    /** The register ages in its place; the copy in the buffer, or in memory behind it, is never another time. */
    @ParameterizedTest
    @CsvSource({"false", "true"})
    void aTimeGrowsOlderOnItsWayToMemory(boolean fence) {
        Machine machine = machine(1, 1);
        TimeCell register = machine.time("register", Instant.zero()).ownedBy(0);
        TimeCell deadline = machine.time("deadline", Instant.never());
        machine.boot(0, false, machine.procedure("main", () -> {
            register.set(Instant.nowPlus(2));
            deadline.copyFrom(register);
            if (fence) {
                machine.fence();
            }
            machine.bugOn(deadline.minus(register) != 0, "the deadline is another one by now");
        }));
        machine.seal();
        Property over = new Property.Sometimes(
                "over while it is on its way",
                state -> machine.bufferedStores(state, 0).contains("deadline = now"));
        assertThat(explore(machine, over)).isEqualTo(Verdict.HOLDS);
    }

    /** Nothing else in this machine has time pass. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theClockRunsForADeadlineInABuffer(boolean onceSealed) {
        Machine machine = machine(1, onceSealed ? 0 : 1);
        TimeCell deadline = machine.time("deadline", Instant.never());
        machine.boot(0, false, machine.procedure("main", () -> deadline.set(Instant.nowPlus(1))));
        machine.seal();
        if (onceSealed) {
            machine.totalStoreOrder(1);
        }
        Property over = new Property.Sometimes(
                "over while it is on its way",
                state -> machine.bufferedStores(state, 0).contains("deadline = now-1 or earlier"));
        assertThat(explore(machine, over)).isEqualTo(Verdict.HOLDS);
    }

    @Test
    void theClockWaitsForASampleInABuffer() {
        Machine machine = machine(1, 1);
        TimeCell sample = machine.time("sample", Instant.zero()).sampleOfNow();
        machine.time("deadline", Instant.nowPlus(2));
        machine.boot(0, false, machine.procedure("main", () -> {
            sample.sampleNow();
            machine.bugOn(sample.minusNow() != 0, "time has passed since the sample was taken");
        }));
        machine.seal();
        assertThat(explore(machine)).isEqualTo(Verdict.HOLDS);
    }

    /** A register of a device is uncached: a store to it waits for those before it. */
    @Test
    void aDeviceIsToldOfATimeBehindAllStores() {
        Machine machine = machine(2, 2);
        Word ready = machine.word("ready", 1, 0);
        Vector irq = machine.vector("hpet", () -> machine.bugOn(ready.load() == 0, "interrupted, and not ready"));
        HpetComparator comparator = new HpetComparator(machine, "hpet", (state, cpu) -> cpu == 1, irq);
        machine.boot(0, false, machine.procedure("arms", () -> {
            ready.store(1);
            comparator.match().set(Instant.nowPlus(1));
        }));
        machine.boot(1, true, machine.procedure("idle", () -> machine.cpu().stop()));
        machine.seal();
        assertThat(explore(machine)).isEqualTo(Verdict.HOLDS);
    }

    @Test
    void aDevicesTimeIsReadBehindAllStores() {
        Machine machine = machine(1, 2);
        Word ready = machine.word("ready", 1, 0);
        LocalApicTimer timer = new LocalApicTimer(machine, machine.vector("timer", () -> {}));
        machine.boot(0, false, machine.procedure("main", () -> {
            ready.store(1);
            machine.bugOn(!timer.initialCount().isNever(), "armed");
        }));
        machine.seal();
        Walk.Position stored = new Walk(machine).start().take(0);
        assertThat(stored.place(0).awaited()).contains("its stores to reach memory");
    }

    @Test
    void aTimeVariableIsForgottenAndDoesNotComeBack() {
        Machine machine = machine(1, 2);
        @SuppressWarnings({"unchecked", "rawtypes"})
        PerCpu<TimeCell>[] variable = new PerCpu[1];
        Procedure procedure = machine.procedure("procedure", () -> {
            machine.bugOn(!variable[0].own().isZero(), "remembers what it held");
            variable[0].own().set(Instant.never());
        });
        variable[0] = procedure.timeVariable("t");
        machine.boot(0, false, machine.procedure("main", () -> {
            procedure.call();
            procedure.call();
        }));
        machine.seal();
        assertThat(explore(machine)).isEqualTo(Verdict.HOLDS);
    }
}
