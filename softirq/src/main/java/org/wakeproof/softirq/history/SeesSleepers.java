// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.softirq.history;

import java.util.List;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.PerCpu;
import org.wakeproof.machine.Word;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.Softirq;

/** Softirqs as of July 2025: the step that raises one also sees whether the CPU is in mwait, and so needs no interrupt. */
public class SeesSleepers extends Softirq {
    private final Machine machine;
    private final PerCpu<Word> inMwait;

    public SeesSleepers(Machine machine) {
        this(machine, FIRST_NAMES);
    }

    /** With other softirqs. */
    protected SeesSleepers(Machine machine, List<String> names) {
        super(machine, names);
        this.machine = machine;
        this.inMwait = machine.perCpu(
                cpu -> machine.word("in_mwait[" + cpu + "]", 1, 0).writtenBy(cpu));
    }

    /** Whether a CPU promises to notice changes of its pending word by itself. */
    public final Word inMwait(int cpu) {
        return inMwait.of(cpu);
    }

    /** Whether no interrupt is needed. */
    @XenSource(value = "arch_set_softirq", file = "xen/arch/x86/include/asm/softirq.h", commit = "3e0bc4b503")
    protected boolean archSetSoftirq(int nr, int cpu) {
        return softirqPending(cpu).setBitBeside(nr, inMwait.of(cpu)) != 0;
    }

    @Override
    @XenSource(value = "cpumask_raise_softirq", file = "xen/common/softirq.c", commit = "3e0bc4b503")
    protected int raiseOnMask(int mask, int nr) {
        int send = 0;
        for (int cpu = 0; cpu < machine.cpuCount(); cpu++) {
            if ((mask >>> cpu & 1) != 0 && !archSetSoftirq(nr, cpu) && cpu != machine.smpProcessorId()) {
                send |= 1 << cpu;
            }
        }
        smp().sendEventCheckMask(send);
        return 0;
    }

    @Override
    @XenSource(value = "cpu_raise_softirq", file = "xen/common/softirq.c", commit = "3e0bc4b503")
    protected int raiseOnCpu(int cpu, int nr) {
        return raiseOnMask(1 << cpu, nr);
    }
}
