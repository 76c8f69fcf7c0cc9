// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wakeproof.machine.Event;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Monitor;
import org.wakeproof.machine.SleepState;
import org.wakeproof.machine.State;
import org.wakeproof.machine.Vector;
import org.wakeproof.machine.Word;

/** Monitor and mwait: who is woken by what. */
class MonitorTest {
    private static final SleepState C1 = SleepState.C1_MWAIT;

    private static Verdict explore(Machine machine, Property... properties) {
        return new Explorer(machine, List.of(properties), Options.defaults().withThreads(1))
                .run()
                .verdict();
    }

    /** CPU0 sleeps while a flag is clear, which CPU1 sets. */
    private static Verdict waitsForStore(boolean armsFirst, boolean inVain, boolean tso) {
        Machine machine = new Machine(2);
        if (tso) {
            machine.totalStoreOrder(2);
        }
        Word flag = machine.word("flag", 1, 0);
        Monitor monitor = machine.monitor(0, flag);
        Runnable arm = inVain ? monitor::armInVain : monitor::arm;
        machine.boot(0, false, machine.procedure("sleeper", () -> {
            if (armsFirst) {
                arm.run();
            }
            if (flag.load() == 0) {
                if (!armsFirst) {
                    arm.run();
                }
                monitor.mwait(C1);
            }
        }));
        machine.boot(1, false, machine.procedure("waker", () -> flag.store(1)));
        machine.seal();
        return explore(machine, new Property.NoDeadlock());
    }

    @ParameterizedTest
    @CsvSource({
        "true,  false, HOLDS",
        "false, false, VIOLATED",
        "true,  true,  VIOLATED",
    })
    void aStoreWakesWhoHasArmedItsMonitorBeforeItLooked(boolean armsFirst, boolean inVain, Verdict verdict) {
        assertThat(waitsForStore(armsFirst, inVain, false)).isEqualTo(verdict);
        assertThat(waitsForStore(armsFirst, inVain, true)).as("x86-TSO").isEqualTo(verdict);
    }

    /** A network card writes a descriptor back; CPU0 sleeps until it has. */
    private static Machine waitsForDevice(boolean armsFirst, boolean tso, int written) {
        Machine machine = new Machine(1);
        if (tso) {
            machine.totalStoreOrder(2);
        }
        Word descriptor = machine.word("descriptor", 1, 0);
        Word packets = machine.word("packets", 1, 1);
        Monitor monitor = machine.monitor(0, descriptor);
        machine.event(new Event("NIC", Event.Kind.INTERNAL) {
            @Override
            public boolean enabled(State state) {
                return state.get(packets.field()) > 0;
            }

            @Override
            public void fire(State state) {
                state.set(packets.field(), 0);
                state.set(descriptor.field(), written);
            }

            @Override
            public String describe(State before, State after) {
                return "writes the descriptor back";
            }
        });
        machine.boot(0, false, machine.procedure("sleeper", () -> {
            if (armsFirst) {
                monitor.arm();
            }
            if (descriptor.load() == 0) {
                if (!armsFirst) {
                    monitor.arm();
                }
                monitor.mwait(C1);
            }
        }));
        machine.seal();
        return machine;
    }

    @ParameterizedTest
    @CsvSource({"true, HOLDS", "false, VIOLATED"})
    void aDevicesStoreWakesAsACpusDoes(boolean armsFirst, Verdict verdict) {
        assertThat(explore(waitsForDevice(armsFirst, false, 1), new Property.NoDeadlock()))
                .isEqualTo(verdict);
        assertThat(explore(waitsForDevice(armsFirst, true, 1), new Property.NoDeadlock()))
                .as("x86-TSO")
                .isEqualTo(verdict);
    }

    @Test
    void aDevicesStoreKeepsToTheRangeOfItsCell() {
        Result result = new Explorer(waitsForDevice(true, false, 2), List.of(), Options.defaults()).run();
        assertThat(result.property()).contains("values in range");
        assertThat(result.trace().orElseThrow().steps())
                .last()
                .satisfies(step -> assertThat(step.description())
                        .isEqualTo("descriptor is declared to hold 0..1, but 2 is written"));
        assertThat(new Walk(waitsForDevice(true, false, 2)).start().moves())
                .anySatisfy(move -> assertThat(move.broken()).contains("values in range"));
    }

    @Test
    void aStoreOfItsOwnDoesNotWakeACpuButDisarmingDoes() {
        for (boolean disarms : new boolean[] {false, true}) {
            Machine machine = new Machine(1);
            Word flag = machine.word("flag", 1, 0);
            Monitor monitor = machine.monitor(0, flag);
            machine.boot(0, false, machine.procedure("sleeper", () -> {
                monitor.arm();
                flag.store(1);
                if (disarms) {
                    monitor.disarm();
                }
                monitor.mwait(C1);
            }));
            machine.seal();
            assertThat(explore(machine, new Property.NoDeadlock()))
                    .isEqualTo(disarms ? Verdict.HOLDS : Verdict.VIOLATED);
        }
    }

    /** The monitor is still armed, but it is not what the CPU sleeps on. */
    @Test
    void aStoreDoesNotWakeFromHalt() {
        Machine machine = new Machine(2);
        Word flag = machine.word("flag", 1, 0);
        Monitor monitor = machine.monitor(0, flag);
        machine.boot(0, false, machine.procedure("sleeper", () -> {
            monitor.arm();
            machine.cpu().sleep(SleepState.C1_HALT);
        }));
        machine.boot(1, false, machine.procedure("waker", () -> flag.store(1)));
        machine.seal();
        assertThat(explore(machine, new Property.NoDeadlock())).isEqualTo(Verdict.VIOLATED);
    }

    /** Taken or not, an interrupt ends the sleep and the watch: a store that comes later is not seen. */
    @ParameterizedTest
    @CsvSource({"true", "false"})
    void anInterruptEndsMwaitAndTheMonitorsWatch(boolean taken) {
        Machine machine = new Machine(2);
        Vector kick = machine.vector("kick", () -> {});
        Word flag = machine.word("flag", 1, 0);
        Word done = machine.word("done", 1, 0);
        Monitor monitor = machine.monitor(0, flag);
        machine.boot(0, false, machine.procedure("sleeper", () -> {
            monitor.arm();
            if (taken) {
                monitor.stiMwaitCli(C1);
            } else {
                monitor.mwait(C1);
            }
            done.store(1);
        }));
        machine.boot(1, false, machine.procedure("waker", () -> {
            machine.cpu().sendIpi(1, kick);
            done.awaitValue(1);
            flag.store(1);
        }));
        machine.seal();
        Property slept =
                new Property.Sometimes("asleep", state -> machine.cpu(0).isAsleep(state));
        Property unseen = new Property.Always("not seen", state -> !monitor.isTriggered(state), state -> "seen");
        assertThat(explore(machine, new Property.NoDeadlock(), slept, unseen)).isEqualTo(Verdict.HOLDS);
    }

    @Test
    void aMonitoredWordIsNobodysOwn() {
        Machine machine = new Machine(2);
        Word own = machine.word("own", 1, 0).ownedBy(0);
        assertThatThrownBy(() -> machine.monitor(0, own)).isInstanceOf(IllegalStateException.class);
        Word flag = machine.word("flag", 1, 0);
        machine.monitor(1, flag);
        assertThatThrownBy(() -> flag.writtenBy(0)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> machine.monitor(1, machine.word("other", 1, 0)))
                .isInstanceOf(IllegalStateException.class);
    }

    /** As a compare-and-exchange over both words: the bit that two CPUs set is clear for one of them. */
    @Test
    void settingABitBesideAWordSeesBothAtOnce() {
        Machine machine = new Machine(2);
        Word bits = machine.word("bits", 3, 0);
        Word beside = machine.word("beside", 1, 1);
        Word firsts = machine.word("firsts", 2, 0);
        for (int cpu = 0; cpu < 2; cpu++) {
            machine.boot(cpu, false, machine.procedure("setter", () -> {
                if (bits.setBitBeside(1, beside) == 1 << 1) {
                    firsts.addReturn(1);
                }
            }));
        }
        machine.seal();
        assertThat(explore(
                        machine,
                        new Property.Sometimes(
                                "done", state -> state.get(firsts.field()) == 1 && state.get(bits.field()) == 2),
                        new Property.Always("one is first", state -> state.get(firsts.field()) < 2, state -> "both")))
                .isEqualTo(Verdict.HOLDS);
    }

    /**
     * Where the bit is set already there is nothing to exchange, so the store before it may be seen late: CPU0 finds the bit set,
     * and CPU1, which clears it then, finds no message. With a locked operation that always stores, one of them would know.
     */
    @Test
    void settingABitThatIsSetIsNoFence() {
        assertThat(messageIsSeen(true, false)).isEqualTo(Verdict.VIOLATED);
        assertThat(messageIsSeen(true, true)).isEqualTo(Verdict.HOLDS);
        assertThat(messageIsSeen(false, false)).isEqualTo(Verdict.HOLDS);
    }

    private static Verdict messageIsSeen(boolean tso, boolean alwaysLocked) {
        Machine machine = new Machine(2);
        if (tso) {
            machine.totalStoreOrder(2);
        }
        Word bits = machine.word("bits", 1, 1);
        Word beside = machine.word("beside", 1, 0);
        Word message = machine.word("message", 1, 0);
        Word missed = machine.word("missed", 2, 0);
        machine.boot(0, false, machine.procedure("sender", () -> {
            message.store(1);
            boolean wasSet = alwaysLocked ? bits.testAndSetBit(0) : (bits.setBitBeside(0, beside) & 1) != 0;
            if (wasSet) {
                missed.addReturn(1);
            }
        }));
        machine.boot(1, false, machine.procedure("receiver", () -> {
            bits.clearBit(0);
            if (message.load() == 0) {
                missed.addReturn(1);
            }
        }));
        machine.seal();
        return explore(
                machine, new Property.Always("one knows", state -> state.get(missed.field()) < 2, state -> "none"));
    }

    @Test
    void whatASleeperWaitsForIsSaid() {
        Machine machine = new Machine(1);
        Monitor monitor = machine.monitor(0, machine.word("flag", 1, 0));
        machine.boot(0, false, machine.procedure("sleeper", () -> {
            monitor.arm();
            monitor.mwait(C1);
        }));
        machine.seal();
        Walk.Position asleep = new Walk(machine).start().take(0).take(0);
        assertThat(asleep.place(0).awaited()).contains("an interrupt, or a store to the line of its monitor");
    }
}
