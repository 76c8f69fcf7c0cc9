// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cpuidle.y2026;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.SleepState;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.y2026.Softirq2026;

/**
 * safe_halt on hardware that lets an NMI in between sti and hlt: the return from it ends the shadow of sti, so that an
 * interrupt may be taken before hlt.
 */
public final class NmiInShadow extends IdleLoop2026 {
    private final Machine machine;

    public NmiInShadow(Machine machine, Softirq2026 softirq) {
        super(machine, softirq, null);
        this.machine = machine;
    }

    @Override
    @XenSource(value = "safe_halt", file = "xen/arch/x86/include/asm/system.h", commit = XenSource.AUGUST_2026)
    protected void safeHalt() {
        if (machine.choose("an NMI comes between sti and hlt", 2) == 0) {
            super.safeHalt();
            return;
        }
        machine.cpu().enableInterrupts();
        machine.cpu().halt(SleepState.C1_HALT);
    }
}
