// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched.history.net;

import org.wakeproof.machine.Machine;
import org.wakeproof.sched.net.SharedRing;

/** A ring whose final checks look again before they ask to be notified. */
public final class FinalCheckAsksLast extends SharedRing {
    public FinalCheckAsksLast(Machine machine, Shape shape) {
        super(machine, shape);
    }

    @Override
    protected boolean askAndLookAgain(End end) {
        boolean more = hasUnconsumed(end);
        askForTheNext(end);
        fenceAfterAsking();
        return more;
    }
}
