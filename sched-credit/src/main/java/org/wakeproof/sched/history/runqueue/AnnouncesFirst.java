// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched.history.runqueue;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.Softirq;

/** Not in Xen, either: a CPU that looks for work says that it idles before it looks. */
public final class AnnouncesFirst extends ClaimsIdlers {
    public AnnouncesFirst(Machine machine, Softirq softirq, int idle, int working) {
        super(machine, softirq, idle, working);
    }

    @Override
    @XenSource(value = "csched_schedule", file = FILE, commit = "changed")
    protected void beforeLooking() {
        updateIdlers(true);
    }
}
