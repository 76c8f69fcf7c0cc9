// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.softirq.history;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.Softirq;

/** cpu_raise_softirq that sends the interrupt first: the other CPU can take it, look, and go back to sleep. */
public final class InterruptsBeforeRaising extends Softirq {
    private final int cpus;

    public InterruptsBeforeRaising(Machine machine) {
        super(machine);
        this.cpus = machine.cpuCount();
    }

    @Override
    @XenSource(value = "cpumask_raise_softirq", file = "xen/include/xen/softirq.h", commit = "changed")
    protected int raiseOnMask(int mask, int nr) {
        int unraised = mask;
        for (int cpu = 0; cpu < cpus; cpu++) {
            if ((mask >>> cpu & 1) != 0 && (softirqPending(cpu).load() >>> nr & 1) != 0) {
                unraised &= ~(1 << cpu);
            }
        }
        smp().sendEventCheckMask(unraised);
        for (int cpu = 0; cpu < cpus; cpu++) {
            if ((mask >>> cpu & 1) != 0) {
                softirqPending(cpu).setBit(nr);
            }
        }
        return 0;
    }

    @Override
    @XenSource(value = "cpu_raise_softirq", file = "xen/include/xen/softirq.h", commit = "changed")
    protected int raiseOnCpu(int cpu, int nr) {
        return raiseOnMask(1 << cpu, nr);
    }
}
