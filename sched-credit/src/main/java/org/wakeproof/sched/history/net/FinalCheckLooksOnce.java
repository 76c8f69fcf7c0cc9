// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched.history.net;

import org.wakeproof.machine.Machine;
import org.wakeproof.sched.net.SharedRing;

/** A ring whose final checks ask to be notified, and do not look again. */
public final class FinalCheckLooksOnce extends SharedRing {
    public FinalCheckLooksOnce(Machine machine, Shape shape) {
        super(machine, shape);
    }

    @Override
    protected boolean askAndLookAgain(End end) {
        askForTheNext(end);
        fenceAfterAsking();
        return false;
    }
}
