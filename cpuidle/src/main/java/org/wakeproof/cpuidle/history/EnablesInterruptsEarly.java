// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cpuidle.history;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.SleepState;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.history.SeesSleepers;

/** mwait_idle before July 2025: interrupts are enabled before the look at the pending word. */
public final class EnablesInterruptsEarly extends InMwait {
    public EnablesInterruptsEarly(Machine machine, SeesSleepers softirq) {
        super(machine, softirq);
    }

    @Override
    @XenSource(value = "mwait_idle", file = "xen/arch/x86/cpu/mwait-idle.c", commit = "before 9b0f0f6e23")
    public void mwaitIdle() {
        machine().cpu().enableInterrupts();
        mwaitIdleWithHints(SleepState.C1_MWAIT, false);
        machine().cpu().disableInterrupts();
    }
}
