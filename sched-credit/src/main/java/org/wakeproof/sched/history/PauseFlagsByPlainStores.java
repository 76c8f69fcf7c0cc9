// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched.history;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.Softirq;

/** Pause flags before May 2020: what a scheduler changes in them is a load and a store. */
public final class PauseFlagsByPlainStores extends PauseFlags {
    private static final String FILE = "xen/common/sched/private.h";
    private static final String COMMIT = "before e0d92d9bd7";

    public PauseFlagsByPlainStores(Machine machine, Softirq softirq, int processor) {
        super(machine, softirq, processor);
    }

    @Override
    @XenSource(value = "sched_set_pause_flags", file = FILE, commit = COMMIT)
    protected void setPauseFlag(int bit) {
        pauseFlags().store(pauseFlags().load() | 1 << bit);
    }

    @Override
    @XenSource(value = "sched_clear_pause_flags", file = FILE, commit = COMMIT)
    protected void clearPauseFlag(int bit) {
        pauseFlags().store(pauseFlags().load() & ~(1 << bit));
    }
}
