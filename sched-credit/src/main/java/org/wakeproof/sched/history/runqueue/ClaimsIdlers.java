// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched.history.runqueue;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.Softirq;

/** Not in Xen: of two wake-ups that have read the same mask, one takes the idle CPU out of it, and the other looks again. */
public class ClaimsIdlers extends IdlersMask {
    public ClaimsIdlers(Machine machine, Softirq softirq, int idle, int working) {
        super(machine, softirq, idle, working);
    }

    @Override
    @XenSource(value = "__runq_tickle", file = FILE, commit = "changed")
    protected boolean claims(int idler) {
        return idlers().testAndClearBit(idler);
    }
}
