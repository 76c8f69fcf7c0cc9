// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.softirq.history;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.Softirq;

/** The tasklet of 14 April 2010: the CPU that puts it on another's list raises TASKLET on itself. */
public final class TellsItself extends PerCpuTasklet {
    public TellsItself(Machine machine, Softirq softirq, String name, Runnable function) {
        super(machine, softirq, name, function);
    }

    @Override
    @XenSource(value = "tasklet_action", file = "xen/common/softirq.c", commit = "before 0b8d217214")
    protected int told(int cpu, int other) {
        return cpu;
    }
}
