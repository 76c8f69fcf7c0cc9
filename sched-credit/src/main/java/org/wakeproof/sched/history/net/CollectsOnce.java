// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched.history.net;

import java.util.function.UnaryOperator;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Word;
import org.wakeproof.sched.net.GrantTable;
import org.wakeproof.sched.net.NetFront;
import org.wakeproof.sched.net.SharedRing;

/** A front end that collects what has been sent, asks to be notified, and does not look again. */
public final class CollectsOnce extends NetFront {
    public CollectsOnce(
            Machine machine,
            SharedRing rx,
            SharedRing tx,
            GrantTable grants,
            boolean copyingReceiver,
            UnaryOperator<Word> own) {
        super(machine, rx, tx, grants, copyingReceiver, own);
    }

    @Override
    protected boolean looksAgain() {
        return false;
    }
}
