// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cpuidle.history;

import org.wakeproof.cpuidle.CpuHotplug;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.XenSource;
import org.wakeproof.sched.VcpuControl;
import org.wakeproof.softirq.Apic;
import org.wakeproof.softirq.Softirq;
import org.wakeproof.softirq.Timers;

/** CPU unplug as of May 2010: the timers that are left behind move to CPU0; as of June those that are not active, too. */
public final class MovesAllTimers extends CpuHotplug {
    private final Timers timers;
    private final int cpu;
    private final boolean inactiveToo;

    public MovesAllTimers(
            Machine machine,
            Softirq softirq,
            Apic apic,
            Timers timers,
            VcpuControl control,
            int cpu,
            boolean inactiveToo) {
        super(machine, softirq, apic, timers, control, cpu);
        this.timers = timers;
        this.cpu = cpu;
        this.inactiveToo = inactiveToo;
    }

    @Override
    @XenSource(value = "cpu_callback", file = "xen/common/timer.c", commit = "68afcbc491")
    protected void cpuDead() {
        timers.migrateTimersFromCpu(cpu);
        if (inactiveToo) {
            timers.migrateInactiveTimersFromCpu(cpu);
        }
    }
}
