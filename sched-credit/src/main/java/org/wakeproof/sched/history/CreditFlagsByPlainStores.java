// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched.history;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.Softirq;

/** The flags before March 2013: each change is a load and a store, and what another CPU stores in between is lost. */
public final class CreditFlagsByPlainStores extends CreditFlags {
    private static final String FILE = "xen/common/sched_credit.c";
    private static final String COMMIT = "before be65075094";

    public CreditFlagsByPlainStores(Machine machine, Softirq softirq, int processor) {
        super(machine, softirq, processor);
    }

    private boolean has(int flag) {
        return (flags().load() >>> flag & 1) != 0;
    }

    @Override
    @XenSource(value = "csched_acct", file = FILE, commit = COMMIT)
    public void park() {
        if (!has(PARKED)) {
            vcpuPauseNosync();
            setFlag(PARKED);
        }
    }

    @Override
    @XenSource(value = "csched_acct", file = FILE, commit = COMMIT)
    public void unpark() {
        if (has(PARKED)) {
            vcpuUnpause();
            clearFlag(PARKED);
        }
    }

    @Override
    protected void setFlag(int flag) {
        flags().store(flags().load() | 1 << flag);
    }

    @Override
    protected void clearFlag(int flag) {
        int before = flags().load();
        if ((before >>> flag & 1) != 0) {
            flags().store(before & ~(1 << flag));
        }
    }
}
