// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched.history.net;

import java.util.function.UnaryOperator;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Word;
import org.wakeproof.sched.net.GrantTable;
import org.wakeproof.sched.net.NetFront;
import org.wakeproof.sched.net.SharedRing;

/** A front end that looks for responses again while the event index that it sets is still on its way. */
public final class CollectsWithoutFence extends NetFront {
    public CollectsWithoutFence(
            Machine machine,
            SharedRing rx,
            SharedRing tx,
            GrantTable grants,
            boolean copyingReceiver,
            UnaryOperator<Word> own) {
        super(machine, rx, tx, grants, copyingReceiver, own);
    }

    @Override
    protected void fenceAfterAsking() {
        // Nothing orders the store before the load.
    }
}
