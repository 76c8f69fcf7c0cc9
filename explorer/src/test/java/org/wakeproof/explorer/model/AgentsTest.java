// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.wakeproof.explorer.ModelException;
import org.wakeproof.machine.Event;
import org.wakeproof.machine.HpetComparator;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.State;
import org.wakeproof.machine.Step;
import org.wakeproof.machine.Vector;

/** Whose steps are whose: of each CPU, of each vector at each CPU, of each device, of the clock; and of nobody. */
class AgentsTest {
    private static Event event(String name, Event.Kind kind) {
        return new Event(name, kind) {
            @Override
            public boolean enabled(State state) {
                return false;
            }

            @Override
            public void fire(State state) {}

            @Override
            public String describe(State before, State after) {
                return "";
            }
        };
    }

    private static void bootAndSeal(Machine machine) {
        for (int cpu = 0; cpu < machine.cpuCount(); cpu++) {
            machine.boot(cpu, false, machine.procedure("main", () -> {}));
        }
        machine.seal();
    }

    /** The name of the agent whose step it is. */
    private static String whose(Agents agents, int step) {
        long bit = agents.bit(step);
        assertThat(Long.bitCount(bit)).isEqualTo(1);
        return agents.names().get(Long.numberOfTrailingZeros(bit));
    }

    @Test
    void eachStepIsOfOneAgent() {
        Machine machine = new Machine(2, 1, 0, 1);
        Vector one = machine.vector("one", () -> {});
        machine.vector("two", () -> {});
        new HpetComparator(machine, "hpet", (state, cpu) -> true, one);
        machine.event(event("nic", Event.Kind.INTERNAL));
        machine.event(event("user", Event.Kind.EXTERNAL));
        bootAndSeal(machine);
        Agents agents = new Agents(machine);
        assertThat(agents.names())
                .containsExactly(
                        "CPU0",
                        "CPU1",
                        "one interrupt at CPU0",
                        "two interrupt at CPU0",
                        "one interrupt at CPU1",
                        "two interrupt at CPU1",
                        "clock",
                        "hpet",
                        "nic");
        Set<String> met = new HashSet<>();
        for (int cpu = 0; cpu < 2; cpu++) {
            assertThat(whose(agents, Step.operation(cpu, 7))).isEqualTo("CPU" + cpu);
            for (int vector = 0; vector < 2; vector++) {
                assertThat(whose(agents, Step.interrupt(cpu, vector)))
                        .isEqualTo((vector == 0 ? "one" : "two") + " interrupt at CPU" + cpu);
            }
        }
        for (int event = 0; event < machine.events().size(); event++) {
            Event each = machine.events().get(event);
            boolean isInternal = each.kind() == Event.Kind.INTERNAL;
            assertThat(agents.isInternal(Step.event(event))).as(each.name()).isEqualTo(isInternal);
            if (isInternal) {
                assertThat(whose(agents, Step.event(event))).isEqualTo(each.name());
                met.add(each.name());
            } else {
                assertThat(agents.bit(Step.event(event))).isZero();
            }
        }
        assertThat(met).as("whichever CPU the comparator interrupts").containsExactlyInAnyOrder("clock", "hpet", "nic");
        assertThat(agents.isInternal(Step.operation(0, 0))).isTrue();
        assertThat(agents.isInternal(Step.interrupt(0, 0))).isTrue();
    }

    /** Each of 16 CPUs is one, each of three vectors at each of them, and that makes 64; a device is one too many. */
    @Test
    void fairnessKnowsSixtyFourAgents() {
        for (boolean device : new boolean[] {false, true}) {
            Machine machine = new Machine(16);
            for (int vector = 0; vector < 3; vector++) {
                machine.vector("v" + vector, () -> {});
            }
            if (device) {
                machine.event(event("nic", Event.Kind.INTERNAL));
            }
            bootAndSeal(machine);
            Agents agents = new Agents(machine);
            if (device) {
                assertThatThrownBy(agents::checkFairness)
                        .isInstanceOf(ModelException.class)
                        .hasMessage("fairness knows at most 64 agents, not 65");
            } else {
                agents.checkFairness();
                assertThat(agents.bit(Step.interrupt(15, 2))).isEqualTo(1L << 63);
            }
        }
    }
}
