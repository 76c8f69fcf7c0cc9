// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A machine is wired once, and then runs; what it cannot be is refused where it is declared. */
class WiringTest {
    private static Machine sealed() {
        Machine machine = new Machine(1);
        machine.boot(0, false, machine.procedure("main", () -> {}));
        machine.seal();
        return machine;
    }

    @Test
    void nothingIsDeclaredOnASealedMachine() {
        Machine machine = new Machine(1);
        Word word = machine.word("word", 1, 0);
        Procedure main = machine.procedure("main", () -> {});
        machine.boot(0, false, main);
        machine.seal();
        List<Consumer<Machine>> declarations = List.of(
                it -> it.word("late", 1, 0),
                it -> it.lock("late"),
                it -> it.time("late", Instant.zero()),
                it -> it.procedure("late", () -> {}),
                it -> it.vector("late", () -> {}),
                it -> it.monitor(0, word),
                it -> it.boot(0, false, main),
                it -> word.ownedBy(0),
                it -> main.timeVariable("late"),
                Machine::x2apic,
                Machine::seal);
        for (Consumer<Machine> declaration : declarations) {
            assertThatThrownBy(() -> declaration.accept(machine))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageEndingWith("the machine is sealed, its wiring is over");
        }
    }

    @Test
    void nothingIsRunOnAMachineThatIsNot() {
        Machine machine = new Machine(1);
        assertThatThrownBy(() -> machine.cpu(0)).hasMessage("the machine is not sealed: seal() ends its wiring");
        assertThatThrownBy(machine::seal).hasMessage("CPU0 has nothing to run");
        assertThat(sealed().cpu(0).number()).isZero();
    }

    @Test
    void aCpuStartsWithOneProcedureOfItsMachine() {
        Machine machine = new Machine(2);
        Procedure main = machine.procedure("main", () -> {});
        machine.boot(0, false, main);
        assertThatThrownBy(() -> machine.boot(0, true, main))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("CPU0 starts with main already");
        assertThatThrownBy(() -> machine.boot(2, true, main))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no CPU2: the machine has CPUs 0 to 1");
        Procedure other = new Machine(1).procedure("other", () -> {});
        assertThatThrownBy(() -> machine.boot(1, true, other)).hasMessage("other is a procedure of another machine");
    }

    @Test
    void aCellStartsWithinItsRange() {
        Machine machine = new Machine(1);
        assertThatThrownBy(() -> machine.word("x", 1, 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("x is declared to hold 0..1, but its initial value is 5");
        assertThatThrownBy(() -> machine.word("x", 1, -1)).hasMessageContaining("its initial value is -1");
        assertThatThrownBy(() -> machine.word("x", -1, 0)).hasMessageContaining("at least 0, not -1");
        assertThatThrownBy(() -> machine.mask("x", 32)).hasMessage("x: a mask has 0 to 31 bits, not 32");
        assertThat(machine.mask("x", 31).max()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void aWordHasNoBitsBeyondThirtyOne() {
        Machine machine = new Machine(1);
        Word word = machine.word("word", Integer.MAX_VALUE, 0);
        for (int bit : new int[] {-1, 31, 33}) {
            assertThatThrownBy(() -> word.testAndSetBit(bit)).hasMessage("word has no bit " + bit);
        }
        assertThatThrownBy(() -> word.testAndSetBit(30)).hasMessageStartingWith("only procedures perform operations");
    }

    @Test
    void aMachineHasOneToSixteenCpus() {
        for (int cpus : new int[] {0, 17}) {
            assertThatThrownBy(() -> new Machine(cpus))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("a machine has 1 to 16 CPUs, not " + cpus);
        }
        assertThat(new Machine(16).cpuCount()).isEqualTo(16);
        assertThat(new Machine(1).events()).as("no clock").isEmpty();
        assertThat(new Machine(1, 1, 0, 1).events()).extracting(Event::name).containsExactly("clock");
    }

    @Test
    void setsOfCpusAreShownByTheirNumbers() {
        Machine machine = new Machine(3);
        Word mask = machine.cpuMask("mask", 0b101);
        assertThat(mask.max()).isEqualTo(7);
        assertThat(mask.format(0b101)).isEqualTo("CPU0,CPU2");
        assertThat(mask.format(0)).isEqualTo("{}");
    }

    @Test
    void aMachineHasAtMostTwentyFourVectorsWithABitEach() {
        Machine machine = new Machine(1);
        for (int vector = 0; vector < 24; vector++) {
            Vector made = machine.vector("v", () -> {});
            assertThat(made.number()).isEqualTo(vector);
            assertThat(made.bit()).isEqualTo(1 << vector);
        }
        assertThatThrownBy(() -> machine.vector("v", () -> {})).hasMessage("a machine has at most 24 vectors");
        assertThat(machine.vectors().get(0).isAcknowledgedEarly()).isFalse();
        assertThat(machine.vectors().get(0).acknowledgedEarly().isAcknowledgedEarly())
                .isTrue();
    }

    @Test
    void aTickIsSetBeforeAnythingIsWired() {
        Machine machine = new Machine(1, 1, 0, 1);
        assertThatThrownBy(() -> machine.tick(0)).isInstanceOf(IllegalStateException.class);
        assertThat(machine.tick(1).clock().tickNanoseconds()).isEqualTo(1);
        machine.procedure("main", () -> {});
        assertThatThrownBy(() -> machine.tick(1))
                .hasMessage("a tick lasts at least 1 ns, and is set before anything is wired");
    }

    @Test
    void aCpuHasOneMonitorAndAWordIsWatchedByOne() {
        Machine machine = new Machine(2);
        Word line = machine.word("line", 1, 0);
        Word owned = machine.word("owned", 1, 0).ownedBy(0);
        machine.monitor(0, line);
        assertThatThrownBy(() -> machine.monitor(0, line)).hasMessage("CPU0 has its monitor already");
        assertThatThrownBy(() -> machine.monitor(1, line))
                .hasMessage("line: it is restricted, or has a monitor already");
        assertThatThrownBy(() -> new Machine(1).monitor(1, line)).hasMessageContaining("there is no CPU1");
        assertThatThrownBy(() -> line.ownedBy(0)).hasMessage("line: a store to it wakes a CPU, so it is nobody's own");
        assertThatThrownBy(() -> owned.readOnly()).hasMessage("owned: who may touch it is declared already");
    }

    @Test
    void cellsDoNotSelectEachOthersLocksInACircle() {
        Machine machine = new Machine(1);
        PerCpu<SpinLock> locks = machine.perCpu(cpu -> machine.lock("lock"));
        Word a = machine.word("a", 0, 0);
        Word b = machine.word("b", 0, 0).guardedBy(a, locks);
        a.writtenUnder(b, locks);
        machine.boot(0, false, machine.procedure("main", () -> {}));
        assertThatThrownBy(machine::seal).hasMessage("a: the cells that select its lock do so in a circle");
    }

    @Test
    void aCellThatSelectsItsOwnLockIsNoCircle() {
        Machine machine = new Machine(1);
        PerCpu<SpinLock> locks = machine.perCpu(cpu -> machine.lock("lock"));
        Word owner = machine.word("owner", 0, 0);
        owner.writtenUnder(owner, locks);
        machine.word("beside", 1, 0).guardedBy(owner, locks);
        machine.boot(0, false, machine.procedure("main", () -> {}));
        assertThat(machine.isSealed()).isFalse();
        machine.seal();
        assertThat(machine.isSealed()).isTrue();
    }

    @Test
    void memoryIsChosenBeforeTheMachineRuns() {
        Machine machine = sealed();
        assertThatThrownBy(() -> machine.totalStoreOrder(0))
                .hasMessage("a store buffer holds at least one store, not 0");
        assertThat(machine.storeBufferDepth()).isZero();
        assertThat(machine.isTotalStoreOrder()).isFalse();
        machine.totalStoreOrder(2);
        assertThat(machine.storeBufferDepth()).isEqualTo(2);
        assertThat(machine.isTotalStoreOrder()).isTrue();
        assertThat(machine.events()).hasSize(1);
        assertThatThrownBy(() -> machine.totalStoreOrder(3)).hasMessage("the machine is sealed with its store buffers");
        Machine running = sealed();
        Running.of(new Machine(1));
        running.runBy(null);
        assertThatThrownBy(() -> running.totalStoreOrder(2))
                .hasMessage(
                        "the machine has run with sequentially consistent memory: wire another one for another memory");
    }

    @Test
    void noFieldStraddlesTwoWords() {
        Machine machine = new Machine(1);
        for (int i = 0; i < 9; i++) {
            machine.word("w" + i, (1 << 20) - 1, 0);
        }
        machine.boot(0, false, machine.procedure("main", () -> {}));
        machine.seal();
        assertThat(machine.fields()).allMatch(field -> field.shift() + field.bits() <= Long.SIZE);
        // Three to a word, and the CPU's own five bits in what is left of the first: no vector, IF, sleep and guest.
        assertThat(machine.stateWords()).isEqualTo(3);
        assertThat(machine.bitsInWord(0))
                .isGreaterThan(machine.bitsInWord(2) - 1)
                .isLessThanOrEqualTo(Long.SIZE);
        long used = 0;
        for (int word = 0; word < machine.stateWords(); word++) {
            used += machine.bitsInWord(word);
        }
        assertThat(used).isEqualTo(9 * 20 + 5);
    }

    @Test
    void aChoiceOfOneWayIsNone() {
        Machine machine = sealed();
        assertThat(machine.choose("way", 1)).isZero();
        assertThat(machine.choose("way", List.of("only"))).isZero();
        assertThatThrownBy(() -> machine.choose("way", 0)).hasMessageContaining("that of way has 0");
        assertThatThrownBy(() -> machine.choose("way", 2))
                .hasMessageStartingWith("only procedures perform operations, while they are run");
    }

    @Test
    void hltEntersStatesOfHltOnly() {
        Machine machine = sealed();
        assertThatThrownBy(() -> machine.cpu(0).halt(SleepState.C3)).hasMessage("hlt does not enter C3");
    }

    @Test
    void onlyALockThatIsDeclaredSoIsTried() {
        SpinLock lock = new Machine(1).lock("lock");
        assertThatThrownBy(lock::tryLock).hasMessage("lock is not declared as one that is tried");
        assertThat(lock.format(0)).isEqualTo("free");
        assertThat(lock.format(2)).isEqualTo("held by CPU1");
    }
}
