// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.softirq.history;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Word;
import org.wakeproof.machine.XenSource;

/** The rendezvous before 10 September 2008: each CPU counts those that are online when it comes. */
public final class CountsOnlineCpus extends TimeCalibration {
    public CountsOnlineCpus(Machine machine, Word cpuOnlineMap) {
        super(machine, cpuOnlineMap);
    }

    @Override
    @XenSource(value = "time_calibration_rendezvous", file = "xen/arch/x86/time.c", commit = "before 7dbee4c5cd")
    protected int participants() {
        return cpuOnlineMap().load();
    }
}
