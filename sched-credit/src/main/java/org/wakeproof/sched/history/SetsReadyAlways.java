// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched.history;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.XenSource;

/** FIFO event channels before November 2013: READY also says that a queue has grown longer. */
public final class SetsReadyAlways extends EventFifo {
    public SetsReadyAlways(Machine machine, int... raisers) {
        super(machine, raisers);
    }

    @Override
    @XenSource(value = "evtchn_fifo_set_pending", file = "xen/common/event_fifo.c", commit = "before 70ccddb14a")
    protected boolean isToldReady(boolean linked) {
        return true;
    }
}
