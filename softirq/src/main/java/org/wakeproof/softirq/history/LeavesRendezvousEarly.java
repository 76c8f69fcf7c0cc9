// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.softirq.history;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Word;
import org.wakeproof.machine.XenSource;

/** time_calibration before 28 August 2008: waits until all have begun, not until they are done with its record. */
public final class LeavesRendezvousEarly extends TimeCalibration {
    public LeavesRendezvousEarly(Machine machine, Word cpuOnlineMap) {
        super(machine, cpuOnlineMap);
    }

    @Override
    @XenSource(value = "time_calibration", file = "xen/arch/x86/time.c", commit = "before 1d534660ad")
    protected boolean waits() {
        return false;
    }
}
