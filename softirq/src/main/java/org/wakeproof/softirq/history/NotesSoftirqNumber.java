// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.softirq.history;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.XenSource;

/** Batches before February 2015: what is noted is the number of the softirq, as if it were that of a CPU. */
public final class NotesSoftirqNumber extends BatchedSoftirq {
    public NotesSoftirqNumber(Machine machine) {
        super(machine);
    }

    @Override
    @XenSource(value = "cpu_raise_softirq", file = "xen/common/softirq.c", commit = "before 5dbdf33c57")
    protected int noted(int cpu, int nr) {
        return nr;
    }
}
