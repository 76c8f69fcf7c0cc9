// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched.history.net;

import java.util.function.UnaryOperator;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Word;
import org.wakeproof.sched.net.GrantTableOp;
import org.wakeproof.sched.net.NetBack;
import org.wakeproof.sched.net.SharedRing;

/**
 * A back end that asks to be notified of the next page, and stops its queue without another look. It does not look behind
 * the responses either: each of the two looks alone is enough.
 */
public final class StopsQueueBlindly extends NetBack {
    public StopsQueueBlindly(
            Machine machine,
            SharedRing rx,
            SharedRing tx,
            GrantTableOp grantTableOp,
            boolean copyingReceiver,
            UnaryOperator<Word> own) {
        super(machine, rx, tx, grantTableOp, copyingReceiver, own);
    }

    @Override
    protected boolean isStillFull() {
        return true;
    }

    @Override
    protected void wakeQueueAfterPushing() {
        // Not before it is notified.
    }
}
