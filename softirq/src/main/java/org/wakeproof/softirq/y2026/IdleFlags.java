// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.softirq.y2026;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.PerCpu;
import org.wakeproof.machine.Word;

/**
 * RCU whose CPUs say that they idle by a plain store to a flag of their own: what Arm's unordered clear_bit may do to a later
 * load of the same CPU, a store buffer does to one that is behind a plain store. Not in Xen.
 */
public class IdleFlags extends Rcu2026 {
    private final PerCpu<Word> idle;

    public IdleFlags(Machine machine, int batches, Runnable callback) {
        super(machine, batches, callback);
        idle = machine.perCpu(
                cpu -> machine.word("idle flag[" + cpu + "]", 1, 0).writtenBy(cpu));
    }

    @Override
    protected final void enterIdleCpumask() {
        idle.own().store(1);
    }

    @Override
    protected void leaveIdleCpumask() {
        idle.own().store(0);
    }

    @Override
    protected final int idleCpus() {
        int mask = 0;
        for (int cpu = 0; cpu < machine().cpuCount(); cpu++) {
            mask |= idle.of(cpu).load() << cpu;
        }
        return mask;
    }
}
