// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.browse;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Property;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Word;

/** Two CPUs count on one word, without a lock: a system of a few states in which more than one thing goes wrong. */
final class Counters {
    private Counters() {}

    /** The system, with further properties. */
    static Supplier<ClosedSystem> with(boolean hasBug) {
        return () -> {
            Machine machine = new Machine(2);
            Word count = machine.word("count", 2, 0);
            Word ended = machine.word("ended", 2, 0);
            for (int cpu = 0; cpu < 2; cpu++) {
                machine.boot(cpu, false, machine.procedure("main" + cpu, () -> {
                    int seen = count.load();
                    count.store(seen + 1);
                    machine.bugOn(hasBug && ended.addReturn(1) == 2 && seen == 0, "one has been overwritten");
                }));
            }
            machine.seal();
            return new ClosedSystem(
                    machine,
                    List.of(
                            new Property.Always(
                                    "count is below 2", state -> state.get(count.field()) < 2, state -> "it is 2"),
                            new Property.Sometimes("sometimes 3", state -> state.get(count.field()) == 3),
                            new Property.Always(
                                    "count is no 3", state -> state.get(count.field()) < 3, state -> "it is"),
                            new Property.Always(
                                    "count stays 0", state -> state.get(count.field()) == 0, state -> "it does not"),
                            new Property.Sometimes("sometimes 1", state -> state.get(count.field()) == 1)),
                    List.of("two CPUs"),
                    Map.of(),
                    state -> "");
        };
    }
}
