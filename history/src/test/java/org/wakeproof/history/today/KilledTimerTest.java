// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.history.today;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wakeproof.explorer.Explorer;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.Property;
import org.wakeproof.explorer.Verdict;
import org.wakeproof.machine.Instant;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.SpinLock;
import org.wakeproof.machine.State;
import org.wakeproof.machine.Word;
import org.wakeproof.softirq.Timer;
import org.wakeproof.softirq.Timers;
import org.wakeproof.softirq.y2026.Apic2026;
import org.wakeproof.softirq.y2026.Softirq2026;
import org.wakeproof.softirq.y2026.Timers2026;

/** A timer of 2026 is killed by one CPU while another sets it, moves it, or runs its function: all interleavings. */
class KilledTimerTest {
    private static final int KILLER = 0;
    private static final int OTHER = 1;
    private static final int NO_CPU = 2;

    private final Machine machine = new Machine(2, 2, 1, 3);
    private final Softirq2026 softirq = new Softirq2026(machine);
    private final Timers2026 timers =
            new Timers2026(machine, softirq, new Apic2026(machine, softirq), new Timers.Parameters(0, 1, 1, 1, false));
    private final Timer timer = timers.initTimer("timer", OTHER, () -> {});
    private final Set<String> ends = new TreeSet<>();

    private static int get(State state, Word word) {
        return state.get(word.field());
    }

    private boolean isKilled(State state) {
        return get(state, timer.status()) == Timer.KILLED;
    }

    private Verdict verdict(boolean kills, Runnable acts) {
        Machine.fixed(acts);
        machine.boot(KILLER, true, machine.procedure("killer", () -> {
            if (kills) {
                timers.killTimer(timer);
            }
            softirq.doSoftirq();
        }));
        machine.boot(OTHER, true, machine.procedure("other", acts));
        machine.seal();
        Property dead = new Property.Always(
                        "who is killed belongs to no CPU, and the others do",
                        state -> isKilled(state) == (get(state, timer.cpu()) == NO_CPU),
                        State::toString)
                .whereFree(timersLocks());
        Property end = new Property.AtRest("the end", state -> {
            synchronized (ends) {
                ends.add(timer.status().format(get(state, timer.status())));
            }
        });
        return new Explorer(
                        machine,
                        List.of(dead, end, new Property.LockDiscipline(), new Property.NoDeadlock("both end")),
                        Options.defaults().withThreads(1))
                .run()
                .verdict();
    }

    private SpinLock[] timersLocks() {
        return machine.locks().toArray(SpinLock[]::new);
    }

    private void act(String acts) {
        for (String each : acts.split(" ")) {
            switch (each) {
                case "set" -> timers.setTimer(timer, Instant.nowPlus(0));
                case "move" -> timers.migrateTimer(timer, KILLER);
                case "stop" -> timers.stopTimer(timer);
                default -> softirq.doSoftirq();
            }
        }
    }

    /** Whoever comes after the kill finds no lock, and leaves it alone. */
    @ParameterizedTest
    @ValueSource(strings = {"set run", "set move run", "move set run", "set stop move run"})
    void staysKilled(String acts) {
        assertThat(verdict(true, () -> act(acts))).isEqualTo(Verdict.HOLDS);
        assertThat(ends).containsExactly("killed");
    }

    /** The same without: it is there for others to see. */
    @ParameterizedTest
    @ValueSource(strings = {"set run", "move set run"})
    void isActiveOrDoneOtherwise(String acts) {
        assertThat(verdict(false, () -> act(acts))).isEqualTo(Verdict.HOLDS);
        assertThat(ends).isNotEmpty().doesNotContain("killed");
    }
}
