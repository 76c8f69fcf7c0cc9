// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.hpet.history;

import java.util.function.IntUnaryOperator;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.PerCpu;
import org.wakeproof.machine.TimeCell;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.Apic;
import org.wakeproof.softirq.Softirq;

/** evt_do_broadcast as from April 2010 to June 2025: CPUs in mwait are woken by stores, the others by interrupts. */
public class WakesByStores extends ShortLockBroadcast {
    private final Machine machine;
    private final IntUnaryOperator cpuidleWakeupMwait;

    /** @param cpuidleWakeupMwait wakes those of a mask that are in mwait, and returns the rest */
    public WakesByStores(
            Machine machine,
            Softirq softirq,
            Apic apic,
            PerCpu<TimeCell> timerDeadline,
            IntUnaryOperator cpuidleWakeupMwait) {
        super(machine, softirq, apic, timerDeadline, Mode.LEGACY, 1);
        this.machine = machine;
        this.cpuidleWakeupMwait = Machine.fixed(cpuidleWakeupMwait);
    }

    @Override
    @XenSource(value = "evt_do_broadcast", file = "xen/arch/x86/hpet.c", commit = "3d521e933e")
    protected void evtDoBroadcast(int expired) {
        int self = expired & 1 << machine.smpProcessorId();
        super.evtDoBroadcast(self);
        super.evtDoBroadcast(cpuidleWakeupMwait.applyAsInt(expired & ~self));
    }
}
