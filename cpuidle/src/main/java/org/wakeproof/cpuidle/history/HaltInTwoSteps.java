// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cpuidle.history;

import org.wakeproof.cpuidle.IdleLoop;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.SleepState;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.Softirq;

/** safe_halt without the shadow of sti: an interrupt between its two instructions is slept through. */
public final class HaltInTwoSteps extends IdleLoop {
    private final Machine machine;

    public HaltInTwoSteps(Machine machine, Softirq softirq, int rounds) {
        super(machine, softirq, rounds);
        this.machine = machine;
    }

    @Override
    @XenSource(value = "safe_halt", file = "xen/include/asm-x86/system.h", commit = "changed")
    public void safeHalt() {
        machine.cpu().enableInterrupts();
        machine.cpu().sleep(SleepState.C1_HALT);
    }
}
