// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.softirq.history;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.Softirq;

/** process_pending_softirqs of December 2009: all softirqs but SCHEDULE, which might never come back to the caller. */
public final class PendingSoftirqs {
    private final Softirq softirq;
    private final Procedure next;
    private final Procedure round;

    public PendingSoftirqs(Machine machine, Softirq softirq) {
        this.softirq = softirq;
        this.next = machine.function("next softirq but SCHEDULE", () -> softirq.takeLowest(1 << Softirq.SCHEDULE));
        this.round = machine.function("process_pending_softirqs", this::round);
    }

    @XenSource(value = "process_pending_softirqs", file = "xen/common/softirq.c", commit = "e3300fe7e9")
    public void processPendingSoftirqs() {
        round.repeat();
    }

    @XenSource(value = "process_pending_softirqs", file = "xen/common/softirq.c", commit = "e3300fe7e9")
    private int round() {
        int nr = next.call();
        if (nr == Softirq.NONE) {
            return Procedure.STOP;
        }
        softirq.handle(nr);
        return Procedure.AGAIN;
    }
}
