// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.softirq.history;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Word;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.Softirq;

/** Softirqs as of September 2014: a CPU that says that it sleeps in mwait on its pending word is not interrupted. */
public class ElidesInterrupts extends Softirq {
    private static final String FILE = "xen/common/softirq.c";
    private static final String COMMIT = "9a727a813e";

    private final Machine machine;
    private final Word cpuidleMwaitFlags;

    public ElidesInterrupts(Machine machine) {
        super(machine);
        this.machine = machine;
        this.cpuidleMwaitFlags = machine.cpuMask("cpuidle_mwait_flags", 0);
    }

    /** The CPUs that need no interrupt. */
    public final Word cpuidleMwaitFlags() {
        return cpuidleMwaitFlags;
    }

    @Override
    @XenSource(value = "cpumask_raise_softirq", file = FILE, commit = COMMIT)
    protected int raiseOnMask(int mask, int nr) {
        int send = 0;
        for (int cpu = 0; cpu < machine.cpuCount(); cpu++) {
            if ((mask >>> cpu & 1) != 0 && isToBeTold(cpu, nr)) {
                send |= 1 << cpu;
            }
        }
        smp().sendEventCheckMask(send);
        return 0;
    }

    @Override
    @XenSource(value = "cpu_raise_softirq", file = FILE, commit = COMMIT)
    protected int raiseOnCpu(int cpu, int nr) {
        if (isToBeTold(cpu, nr)) {
            smp().sendEventCheckCpu(cpu);
        }
        return 0;
    }

    private boolean isToBeTold(int cpu, int nr) {
        return !testAndSet(cpu, nr) && cpu != machine.smpProcessorId() && !archSkipSendEventCheck(cpu);
    }

    /** Raises a softirq, and tells whether it was raised already. */
    protected boolean testAndSet(int cpu, int nr) {
        return softirqPending(cpu).testAndSetBit(nr);
    }

    @XenSource(value = "arch_skip_send_event_check", file = "xen/arch/x86/acpi/cpu_idle.c", commit = COMMIT)
    protected boolean archSkipSendEventCheck(int cpu) {
        smpMb();
        return (cpuidleMwaitFlags.load() >>> cpu & 1) != 0;
    }

    /** Between the raise and the look at the flags. */
    protected void smpMb() {
        machine.fence();
    }
}
