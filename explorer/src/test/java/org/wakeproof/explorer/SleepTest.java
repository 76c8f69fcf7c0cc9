// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Monitor;
import org.wakeproof.machine.SleepState;
import org.wakeproof.machine.SpinLock;
import org.wakeproof.machine.Vector;
import org.wakeproof.machine.Violation;
import org.wakeproof.machine.Word;

/** What ends a sleep, and what is carried out behind it. */
class SleepTest {
    private enum Entry {
        STI_HLT,
        HLT,
        STI_MWAIT_CLI,
        MWAIT,
        /** Without the extension that lets a masked interrupt end it. */
        MWAIT_ECX_0
    }

    private static void enter(Entry entry, Machine machine, Monitor monitor) {
        switch (entry) {
            case STI_HLT -> machine.cpu().sleep(SleepState.C1_HALT);
            case HLT -> machine.cpu().halt();
            case STI_MWAIT_CLI -> monitor.stiMwaitCli(SleepState.C1_MWAIT);
            case MWAIT -> monitor.mwait(SleepState.C1_MWAIT);
            case MWAIT_ECX_0 -> monitor.mwait(SleepState.C1_HALT);
        }
    }

    private static Verdict explore(Machine machine, boolean reduced, Property... properties) {
        Options options = Options.defaults().withThreads(1).withFusion(reduced);
        return new Explorer(machine, List.of(properties), options).run().verdict();
    }

    /** Nobody falls asleep with a lock: each of two by itself, and not that of somebody else. */
    @ParameterizedTest
    @EnumSource
    void whoSleepsHoldsNoLock(Entry entry) {
        for (boolean tso : new boolean[] {false, true}) {
            for (int held = 0; held < 2; held++) {
                BothWays.assertViolated(Violation.LOCKING, sleepsWith(entry, tso, held, 0));
                BothWays.assertHolds(sleepsWith(entry, tso, held, 1));
            }
        }
    }

    /** A CPU takes one of two locks, and CPU0 goes to sleep. */
    private static Machine sleepsWith(Entry entry, boolean tso, int held, int holder) {
        Machine machine = new Machine(2);
        if (tso) {
            machine.totalStoreOrder(2);
        }
        SpinLock[] locks = {machine.lock("one"), machine.lock("two")};
        Monitor monitor = machine.monitor(0, machine.word("line", 1, 0));
        for (int cpu = 0; cpu < 2; cpu++) {
            int number = cpu;
            machine.boot(cpu, false, machine.procedure("main" + cpu, () -> {
                if (number == holder) {
                    locks[held].lock();
                }
                if (number == 0) {
                    monitor.arm();
                    enter(entry, machine, monitor);
                }
            }));
        }
        machine.seal();
        return machine;
    }

    /**
     * CPU0 interrupts CPU1, which goes to sleep with interrupts off; the interrupt comes before that or later.
     *
     * @return how CPU1 gets on: "deadlock" where it never wakes, otherwise what it finds behind the sleep
     */
    private static Set<String> outcomes(Entry entry, boolean interruptsOn, boolean tso, boolean reduced) {
        Set<String> outcomes = new TreeSet<>();
        for (int found : new int[] {0, 1}) {
            Machine machine = new Machine(2);
            if (tso) {
                machine.totalStoreOrder(2);
            }
            Word handled = machine.word("handled", 1, 0);
            Word behind = machine.word("behind", 2, 2);
            Monitor monitor = machine.monitor(1, machine.word("line", 1, 0));
            Vector kick = machine.vector("kick", () -> handled.store(1));
            machine.boot(
                    0, false, machine.procedure("sender", () -> machine.cpu().sendIpi(0b10, kick)));
            machine.boot(1, interruptsOn, machine.procedure("sleeper", () -> {
                monitor.arm();
                enter(entry, machine, monitor);
                behind.store(handled.load());
            }));
            machine.seal();
            Property met = new Property.Sometimes("found", state -> state.get(behind.field()) == found);
            if (explore(machine, reduced, met) == Verdict.HOLDS) {
                outcomes.add(found == 1 ? "handled" : "not handled");
            }
            if (explore(machine, reduced, new Property.NoDeadlock()) == Verdict.VIOLATED) {
                outcomes.add("deadlock");
            }
        }
        return outcomes;
    }

    @ParameterizedTest
    @CsvSource({
        // Behind sti;hlt nothing is carried out before the interrupt that ends it.
        "STI_HLT,       false, handled",
        "STI_MWAIT_CLI, false, handled",
        // A masked interrupt ends mwait untaken, if ECX says so; it does not end hlt.
        "MWAIT,         false, not handled",
        "MWAIT_ECX_0,   false, deadlock",
        "HLT,           false, deadlock",
    })
    void whatEndsASleepWithInterruptsOff(Entry entry, boolean interruptsOn, String outcome) {
        for (boolean tso : new boolean[] {false, true}) {
            for (boolean reduced : new boolean[] {false, true}) {
                assertThat(outcomes(entry, interruptsOn, tso, reduced))
                        .as("tso %s, reduced %s", tso, reduced)
                        .containsExactly(outcome);
            }
        }
    }

    /** The window that {@code sti;hlt} closes: an interrupt that is taken before the sleep does not end it. */
    @ParameterizedTest
    @CsvSource({"HLT", "MWAIT", "STI_HLT"})
    void anInterruptTakenBeforeTheSleepIsSleptThrough(Entry entry) {
        // The monitor sees no store, and an interrupt that is taken does not disarm it.
        assertThat(outcomes(entry, true, false, true)).containsExactly("deadlock", "handled");
        assertThat(outcomes(entry, true, true, false)).containsExactly("deadlock", "handled");
    }

    /** CPU0's handler sleeps at its first run; the same interrupt is pending once more. */
    @ParameterizedTest
    @CsvSource({"false, VIOLATED", "true, HOLDS"})
    void anInterruptThatItsOwnHandlerKeepsWaitingEndsNoSleep(boolean acknowledgedEarly, Verdict verdict) {
        Machine machine = new Machine(1);
        Word runs = machine.word("runs", 2, 0);
        Vector[] kick = new Vector[1];
        kick[0] = machine.vector("kick", () -> {
            if (runs.addReturn(1) == 1) {
                machine.cpu().sendIpi(1, kick[0]);
                machine.cpu().sleep(SleepState.C1_HALT);
            }
        });
        if (acknowledgedEarly) {
            kick[0].acknowledgedEarly();
        }
        machine.boot(0, true, machine.procedure("main", () -> machine.cpu().sendIpi(1, kick[0])));
        machine.seal();
        assertThat(explore(machine, false, new Property.NoDeadlock())).isEqualTo(verdict);
        assertThat(explore(machine, true, new Property.NoDeadlock())).isEqualTo(verdict);
    }

    @Test
    void hltEntersStatesOfHltOnly() {
        Machine machine = new Machine(1);
        machine.boot(0, false, machine.procedure("sleeper", () -> machine.cpu().halt(SleepState.C3)));
        machine.seal();
        assertThatThrownBy(() -> explore(machine, true)).hasMessageContaining("hlt does not enter C3");
    }

    @Test
    void aTraceSaysThatItSleepsWithInterruptsOff() {
        Machine machine = new Machine(1);
        machine.boot(0, false, machine.procedure("sleeper", () -> machine.cpu().halt()));
        machine.seal();
        Walk.Position start = new Walk(machine).start();
        assertThat(start.moves().get(0).step().description()).isEqualTo("falls asleep in C1 (hlt) with interrupts off");
        assertThat(start.take(0).isDeadlock()).isTrue();
    }
}
