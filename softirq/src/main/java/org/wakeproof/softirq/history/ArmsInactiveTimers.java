// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.softirq.history;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.Apic;
import org.wakeproof.softirq.Softirq;
import org.wakeproof.softirq.Timer;
import org.wakeproof.softirq.Timers;

/** migrate_timer before April 2006: a timer that is not active is armed on its new CPU, with an old expiry. */
public final class ArmsInactiveTimers extends Timers {
    public ArmsInactiveTimers(Machine machine, Softirq softirq, Apic apic, Parameters parameters) {
        super(machine, softirq, apic, parameters);
    }

    @Override
    @XenSource(value = "migrate_timer", file = "xen/common/timer.c", commit = "before ac9595600a")
    protected void moveInactive(Timer timer, int newCpu) {
        super.moveInactive(timer, newCpu);
        addTimer(timer);
    }
}
