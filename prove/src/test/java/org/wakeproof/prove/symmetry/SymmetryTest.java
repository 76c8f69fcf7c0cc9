// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.symmetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.wakeproof.explorer.Unreduced;
import org.wakeproof.explorer.Unreduced.Call;
import org.wakeproof.explorer.Unreduced.View;
import org.wakeproof.history.Scenarios;
import org.wakeproof.machine.Machine;
import org.wakeproof.prove.report.SymmetryText;

/** The ports treat CPUs alike, and what does not is noticed. */
class SymmetryTest {
    private static final String IDLE_ONCE = "idle-once --cstate c3 --timers none";

    private static Machine ports(String commandLine, int cpus) {
        return Scenarios.wired(commandLine + " --cpus " + cpus).machine();
    }

    @Test
    void allCpusDoTheSameWithThreeAndFour() {
        Symmetry symmetry = new Symmetry(cpus -> ports(IDLE_ONCE, cpus));
        assertThat(symmetry.differences()).isEmpty();
        assertThat(symmetry.onlyAlone()).isEmpty();
        assertThat(symmetry.onlyWithOthers())
                .as("who enters behind an earlier deadline, and who leaves before others")
                .hasSize(2)
                .allSatisfy(edge -> assertThat(edge).endsWith("Release[lock=HPET.lock]"));
        assertThat(SymmetryText.of(IDLE_ONCE, symmetry).get(0)).contains("all CPUs do the same with 3 and 4 CPUs");
    }

    /** With the interrupt at a CPU that idles, which is in the mask itself, before others or behind them. */
    @Test
    void theyDoWhereEachMayRunTheHandler() {
        Symmetry symmetry = new Symmetry(cpus -> ports(IDLE_ONCE + " --hpet legacy-any", cpus));
        assertThat(symmetry.differences()).isEmpty();
        assertThat(symmetry.idling().edges())
                .anySatisfy(edge -> assertThat(edge)
                        .startsWith("find expired events: the next member →")
                        .endsWith("CompareTime[left=timer_deadline[self], right=now]"));
    }

    /** Walks miss nothing of what a search of everything finds, where that can be had. */
    @Test
    void walksMeetAllThatASearchMeets() {
        Set<String> places = new TreeSet<>();
        boolean isWhole = new Unreduced(ports(IDLE_ONCE, 2)).visit(100_000, new Unreduced.Visitor() {
            @Override
            public void state(int number, View view) {
                Optional.ofNullable(Renaming.place(view.stack(1), 1)).ifPresent(places::add);
            }

            @Override
            public void step(int from, int to, boolean isTick, String who) {}

            @Override
            public void broken(int from, String rule) {}
        });
        assertThat(isWhole).isTrue();
        assertThat(Automaton.of(ports(IDLE_ONCE, 2), 1, Symmetry.WALKS, 4_000)
                        .get(1)
                        .places())
                .isEqualTo(places);
    }

    /** CPUs are told apart by what they do: CPU0 does not idle. */
    @Test
    void anotherRoleIsNoticed() {
        List<Automaton> cpus = Automaton.of(ports(IDLE_ONCE, 2), 1, 20, 4_000);
        assertThat(cpus.get(1).without(cpus.get(0))).isNotEmpty();
    }

    @Test
    void numbersOfCpusAreRenamedAndNoOthers() {
        Call call = new Call("timer_lock", false, List.of(), List.of(), Optional.empty(), "");
        assertThat(Renaming.place(List.of(call), 1)).isEqualTo("timer_lock > waits");
        assertThat(Renaming.renamed("Load[cell=timers[2].heap[1]]", 2)).isEqualTo("Load[cell=timers[self].heap[]]");
        assertThat(Renaming.renamed("SetInterruptFlag[target=CPU1, enable=true]", 2))
                .isEqualTo("SetInterruptFlag[target=CPU other, enable=true]");
        assertThat(Renaming.renamed("AtomicUpdate[cell=HPET.cpumask, kind=SET_BIT, operand=3]", 3))
                .isEqualTo("AtomicUpdate[cell=HPET.cpumask, kind=SET_BIT, operand]");
        assertThat(Renaming.renamed("StoreTime[cell=expires, instant=NOW() + 1]", 1))
                .isEqualTo("StoreTime[cell=expires, instant=NOW() + 1]");
    }
}
