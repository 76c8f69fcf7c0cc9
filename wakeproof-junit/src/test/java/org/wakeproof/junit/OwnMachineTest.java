// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.junit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wakeproof.junit.WakeproofAssertions.assertThat;
import static org.wakeproof.junit.WakeproofAssertions.assertThatTraceIn;
import static org.wakeproof.junit.WakeproofAssertions.explore;

import java.nio.file.Path;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wakeproof.explorer.Property;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.SleepState;
import org.wakeproof.machine.Vector;
import org.wakeproof.machine.Word;
import org.wakeproof.scenario.Settings.Memory;

/** Specs of a machine of one's own: what they are told is done or refused. */
class OwnMachineTest {
    private static final String WAKES = "the sleeper wakes";

    /** Dekker's pattern: a giver stores work and looks who sleeps; a sleeper says so and looks for work. */
    private record Dekker(Machine machine, Property wakes) {
        static Dekker wired(int depth) {
            Machine m = new Machine(2);
            if (depth > 0) {
                m.totalStoreOrder(depth);
            }
            Word work = m.word("work", 1, 0);
            Word statistics = m.word("statistics", 1, 0);
            Word sleeping = m.word("sleeping", 1, 0);
            Word entered = m.word("entered", 1, 0);
            Vector kick = m.vector("kick", () -> {});
            m.boot(0, true, m.procedure("giver", () -> {
                work.store(1);
                statistics.store(1);
                if (sleeping.load() != 0) {
                    m.cpu().sendIpi(0b10, kick);
                }
            }));
            m.boot(1, false, m.procedure("sleeper", () -> {
                sleeping.store(1);
                entered.store(1);
                if (work.load() == 0) {
                    m.cpu().sleep(SleepState.C1_HALT);
                }
            }));
            m.seal();
            return new Dekker(
                    m,
                    new Property.Leaves(
                            WAKES,
                            state -> state.get(work.field()) != 0 && m.cpu(1).isAsleep(state),
                            state -> "CPU1 sleeps although there is work"));
        }

        Spec spec() {
            return Spec.machine(machine, wakes);
        }
    }

    @Test
    void memoryIsThatOfTheSpec() {
        assertThat(explore(Dekker.wired(0).spec())).holds();
        assertThat(explore(Dekker.wired(0).spec().memory(Memory.SC))).holds();
        assertThat(explore(Dekker.wired(0).spec().memory(Memory.TSO))).violates(WAKES);
        assertThat(explore(Dekker.wired(2).spec())).violates(WAKES);
    }

    /** Told after it is sealed or before, a machine has the same states. */
    @Test
    void theMemoryOfASpecIsThatOfAMachineThatIsWiredWithIt() {
        Exploration told = explore(Dekker.wired(0).spec().memory(Memory.TSO));
        Exploration wired = explore(Dekker.wired(5).spec());
        Assertions.assertThat(told.result().statistics().generated())
                .isEqualTo(wired.result().statistics().generated());
        Assertions.assertThat(told.trace()).isEqualTo(wired.trace());
    }

    /** With one place in the buffer, the second store waits until the first is seen: the depth is a bound. */
    @Test
    void theVerdictSaysHowDeepTheStoreBufferIs() {
        Exploration shallow = explore(Dekker.wired(1).spec());
        assertThat(shallow).holds();
        Assertions.assertThat(shallow.verdict().lines())
                .contains(
                        "HOLDS  machine",
                        "bound: a machine of one's own with 2 CPUs",
                        "bound: x86-TSO, a CPU has at most 1 store on their way; every agent that"
                                + " can act again and again does act")
                .anyMatch(line -> line.contains(" states stored, "));
    }

    @Test
    void aMachineHasOneMemory() {
        Dekker dekker = Dekker.wired(0);
        explore(dekker.spec());
        assertThatThrownBy(() -> explore(dekker.spec().memory(Memory.TSO)))
                .hasMessage(
                        "the machine has run with sequentially consistent memory: wire another one for another memory");
        Dekker buffered = Dekker.wired(0);
        Spec plain = buffered.spec();
        explore(buffered.spec().memory(Memory.TSO));
        assertThatThrownBy(() -> explore(plain)).hasMessageContaining("wire another one for memory sc");
        assertThatThrownBy(() -> Dekker.wired(2).spec().memory(Memory.SC))
                .hasMessageContaining("the machine was wired with store buffers");
    }

    @Test
    void whatAMachineDoesNotTakeIsRefused() {
        Spec spec = Dekker.wired(0).spec();
        assertThatThrownBy(() -> spec.cpus(7))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a machine of one's own does not take cpus: it is what it was wired as; it takes memory");
        assertThatThrownBy(() -> spec.with("no-such", "thing")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> spec.variant("v9")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> spec.cState("c3")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> spec.with("memory", "pso")).hasMessage("memory takes sc or tso, not 'pso'");
    }

    @Test
    void aMachineThatIsNotSealedIsRefused() {
        assertThatThrownBy(() -> Spec.machine(new Machine(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the machine is not sealed: seal() ends its wiring");
    }

    @Test
    void nothingHoldsWhereNothingIsAsked() {
        assertThatThrownBy(() -> assertThat(explore(Spec.machine(Dekker.wired(0).machine())))
                        .holds())
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("expected HOLDS, but the spec has no property that could hold");
    }

    @Test
    void aLostWakeupIsOneByWhatHappensAndNotByItsName() {
        Exploration loss = explore(Dekker.wired(2).spec());
        assertThat(loss).losesWakeup().ofCpu(1);
        assertThatThrownBy(() -> assertThat(loss).losesWakeup().ofCpu(0)).hasMessageStartingWith("expected that CPU0");
        assertThatThrownBy(() -> assertThat(loss).losesWakeup().because(0).pendingWhileAsleep())
                .hasMessageStartingWith("because() and pendingWhileAsleep() ask for a softirq of Xen's");
        Dekker always = Dekker.wired(0);
        Property.Always asleep = new Property.Always(
                "nobody sleeps", state -> !always.machine().cpu(1).isAsleep(state), state -> "CPU1 sleeps");
        assertThatThrownBy(() -> assertThat(explore(Spec.machine(always.machine(), asleep)))
                        .losesWakeup())
                .hasMessageStartingWith("expected a lost wake-up, but what is violated is 'nobody sleeps'");
    }

    @Test
    void itsCounterexampleIsKeptAndHappensAgain(@TempDir Path directory) {
        Path file = directory.resolve("loss.json");
        explore(Dekker.wired(0).spec().memory(Memory.TSO)).saveTo(file);
        assertThatTraceIn(file, Dekker.wired(0).spec().memory(Memory.TSO));
        assertThatThrownBy(() -> assertThatTraceIn(file, Dekker.wired(0).spec()))
                .hasMessageContaining("it is about machine {memory=tso}, and the spec about machine {}");
        assertThatThrownBy(() -> assertThatTraceIn(file)).hasMessageContaining("there is no scenario 'machine'");
    }
}
