// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched.credit;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.Word;
import org.wakeproof.machine.XenSource;
import org.wakeproof.sched.Vcpu;
import org.wakeproof.sched.Vcpus;
import org.wakeproof.softirq.Cpumask;

/**
 * Where a vCPU would best run: where it is, or on an idle CPU with more idle neighbours.
 *
 * <p>All CPUs are cores of one package, each of one thread. Left out: sched_smt_power_savings.
 */
final class CpuPick {
    private final Machine machine;
    private final Vcpus vcpus;
    private final Word idlers;
    private final Procedure pick;

    CpuPick(Machine machine, Vcpus vcpus, Word idlers) {
        this.machine = machine;
        this.vcpus = vcpus;
        this.idlers = idlers;
        this.pick = machine.function("csched_cpu_pick", this::pick);
    }

    int cschedCpuPick(int vcpu) {
        return pick.call(vcpu);
    }

    @XenSource(value = "csched_cpu_pick", file = "xen/common/sched_credit.c")
    private int pick(int number) {
        Vcpu vc = vcpus.numbered(number);
        int cpus = vcpus.cpuOnlineMap().load() & vc.cpuAffinity().load();
        int processor = vc.processor().load();
        int cpu = (cpus >>> processor & 1) != 0 ? processor : Cpumask.cycle(processor, cpus);
        machine.bugOn(cpus == 0, vc, "may run on no CPU that is online");
        int idle = idlers.load() | 1 << cpu;
        cpus &= idle & ~(1 << cpu);
        while (cpus != 0) {
            int nxt = Cpumask.cycle(cpu, cpus);
            boolean sameCore = (coreMap() >>> cpu & 1) != 0;
            int cpuIdlers = idle & (sameCore ? siblingMap(cpu) : coreMap());
            int nxtIdlers = idle & (sameCore ? siblingMap(nxt) : coreMap());
            if (Integer.bitCount(cpuIdlers) < Integer.bitCount(nxtIdlers)) {
                cpu = nxt;
                cpus &= ~(1 << cpu);
            } else {
                cpus &= ~nxtIdlers;
            }
        }
        return cpu;
    }

    /** {@code cpu_core_map} of any CPU. */
    private int coreMap() {
        return (1 << machine.cpuCount()) - 1;
    }

    private static int siblingMap(int cpu) {
        return 1 << cpu;
    }
}
