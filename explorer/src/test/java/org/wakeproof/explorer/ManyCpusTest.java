// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer;

import static org.wakeproof.explorer.BothWays.assertHolds;
import static org.wakeproof.explorer.BothWays.assertViolated;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Vector;
import org.wakeproof.machine.Word;

/** The last CPU of a large machine acts like any other. */
class ManyCpusTest {
    private static void rest(Machine machine, int from, int to) {
        for (int cpu = from; cpu < to; cpu++) {
            machine.boot(cpu, false, machine.procedure("rest" + cpu, () -> {}));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8, 9, Machine.MAX_CPUS})
    void theLastCpuStores(int cpus) {
        Machine machine = new Machine(cpus);
        Word x = machine.word("x", 1, 0);
        rest(machine, 0, cpus - 1);
        machine.boot(cpus - 1, false, machine.procedure("main", () -> x.store(1)));
        machine.seal();
        assertViolated(
                "untouched",
                machine,
                new Property.Always("untouched", state -> state.get(x.field()) == 0, state -> "stored"));
    }

    /** An interrupt that the last CPU takes, as a run that is fair has it do. */
    @ParameterizedTest
    @ValueSource(ints = {2, 9, Machine.MAX_CPUS})
    void theLastCpuIsInterrupted(int cpus) {
        Machine machine = new Machine(cpus);
        Word x = machine.word("x", 1, 0);
        int last = cpus - 1;
        Vector kick = machine.vector("kick", () -> x.store(1));
        rest(machine, 1, last);
        machine.boot(0, false, machine.procedure("main", () -> machine.cpu().sendIpi(1 << last, kick)));
        machine.boot(last, true, machine.procedure("idle", () -> {}));
        machine.seal();
        assertHolds(
                machine,
                new Property.Leaves("interrupted in the end", state -> state.get(x.field()) == 0, state -> "not yet"));
    }
}
