// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.softirq.y2026;

import java.util.List;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.history.SeesSleepers;

/**
 * Softirqs as of 2026: raised by one compare-and-exchange over the pending word and in_mwait, as in July 2025, and done in
 * rounds each of which polls RCU.
 *
 * <p>Left out: batches, that a CPU that is offline does none, that RCU waits where process_pending_softirqs is called by one of its readers (here nobody calls it so),
 * and the softirqs that are new; those that are here have their numbers of 2009, which are in the same order but for RCU, which comes before SCHEDULE by now.
 */
public class Softirq2026 extends SeesSleepers {
    private static final String FILE = "xen/common/softirq.c";

    private final Procedure next;
    private final Procedure round;
    private Rcu2026 rcu;

    public Softirq2026(Machine machine) {
        this(machine, FIRST_NAMES);
    }

    /** With other softirqs, of which {@link #rcuSoftirq} and {@link #schedulersSoftirqs} tell. */
    protected Softirq2026(Machine machine, List<String> names) {
        super(machine, names);
        machine.sources().runs(XenSource.AUGUST_2026);
        this.next = machine.function("next softirq of some", this::takeLowest);
        this.round = machine.function("__do_softirq", this::round);
    }

    /** Has each round poll RCU, where the system has one; for wiring. */
    final void polls(Rcu2026 polled) {
        rcu = polled;
    }

    @Override
    @XenSource(value = "do_softirq", file = FILE, commit = XenSource.AUGUST_2026)
    public void doSoftirq() {
        round.repeat(0);
    }

    /** Does what is pending but for the scheduler's. */
    @XenSource(value = "process_pending_softirqs", file = FILE, commit = XenSource.AUGUST_2026)
    public final void processPendingSoftirqs() {
        round.repeat(schedulersSoftirqs());
    }

    /** The number of RCU. */
    protected int rcuSoftirq() {
        return RCU;
    }

    /** The scheduler's softirqs, one bit each. */
    protected int schedulersSoftirqs() {
        return 1 << SCHEDULE;
    }

    @XenSource(value = "__do_softirq", file = FILE, commit = XenSource.AUGUST_2026)
    private int round(int ignored) {
        if (rcu != null && rcu.rcuPending()) {
            rcu.rcuCheckCallbacks();
        }
        int nr = next.call(ignored);
        if (nr == NONE) {
            return Procedure.STOP;
        }
        handle(nr);
        return Procedure.AGAIN;
    }
}
