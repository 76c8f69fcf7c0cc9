// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.machine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;

/** One object for each CPU, like a per-CPU variable. */
public final class PerCpu<T> {
    private final Machine machine;
    private final List<T> all;

    PerCpu(Machine machine, IntFunction<T> factory) {
        this.machine = machine;
        List<T> made = new ArrayList<>();
        for (int cpu = 0; cpu < machine.cpuCount(); cpu++) {
            made.add(factory.apply(cpu));
        }
        this.all = Collections.unmodifiableList(made);
    }

    /** That of the given CPU. */
    public T of(int cpu) {
        return all.get(cpu);
    }

    /** That of the executing CPU. */
    public T own() {
        return all.get(machine.smpProcessorId());
    }

    public List<T> all() {
        return all;
    }
}
