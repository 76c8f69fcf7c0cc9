// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched.history;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.XenSource;

/** FIFO event channels before January 2014: LINKED is set without a lock, and an event that was consumed stays the tail. */
public final class LinksToOldTail extends EventFifo {
    private static final String FILE = "xen/common/event_fifo.c";
    private static final String COMMIT = "before e33d4257fc";

    public LinksToOldTail(Machine machine, int... raisers) {
        super(machine, raisers);
    }

    @Override
    @XenSource(value = "evtchn_fifo_set_pending", file = FILE, commit = COMMIT)
    protected int lockForLinking(int port) {
        int priority = priorityOf(port);
        if (word(port).testAndSetBit(LINKED)) {
            return -1;
        }
        lock(priority);
        return priority;
    }

    /** Its own word says LINKED by now. */
    @Override
    @XenSource(value = "evtchn_fifo_set_pending", file = FILE, commit = COMMIT)
    protected int liveTail(int tail, int port) {
        return tail == port ? 0 : tail;
    }
}
