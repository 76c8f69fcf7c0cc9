// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.softirq.history;

import org.wakeproof.machine.Machine;

/** A raise by a plain load and store, for systems in which one CPU raises only: what is left to order it is smp_mb. */
public class RaisesByPlainStore extends ElidesInterrupts {
    public RaisesByPlainStore(Machine machine) {
        super(machine);
    }

    @Override
    protected boolean testAndSet(int cpu, int nr) {
        int pending = softirqPending(cpu).load();
        softirqPending(cpu).store(pending | 1 << nr);
        return (pending >>> nr & 1) != 0;
    }
}
