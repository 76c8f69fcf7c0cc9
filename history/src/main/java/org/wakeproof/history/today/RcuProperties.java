// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.history.today;

import org.wakeproof.explorer.Property;
import org.wakeproof.softirq.y2026.Rcu2026;

/** What RCU promises, in a system with one callback. */
public final class RcuProperties {
    private RcuProperties() {}

    /** A batch that has begun is over some time. */
    public static Property gracePeriodEnds(Rcu2026 rcu) {
        return new Property.Leaves(
                "a grace period ends",
                state -> state.get(rcu.cur().field())
                        != state.get(rcu.completed().field()),
                state -> "the grace period waits for CPUs that sleep, and nobody wakes them");
    }

    /** The callback of a CPU is run once its batch is over. */
    public static Property callbackIsRun(Rcu2026 rcu, int cpu) {
        return new Property.Leaves(
                "a callback is run",
                state -> state.get(rcu.curlist(cpu).field()) != 0
                        && state.get(rcu.completed().field()) != 0,
                state -> "the callback is due, but its CPU sleeps");
    }
}
