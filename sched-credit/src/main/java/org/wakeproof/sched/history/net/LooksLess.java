// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched.history.net;

import java.util.function.UnaryOperator;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Word;
import org.wakeproof.sched.net.GrantTableOp;
import org.wakeproof.sched.net.NetBack;
import org.wakeproof.sched.net.SharedRing;

/** A back end without one of the two looks that it has at a full ring, or without both. */
public final class LooksLess extends NetBack {
    private final boolean stopsBlindly;
    private final boolean pushesBlindly;

    /**
     * Wires it.
     *
     * @param stopsBlindly netif_be_start_xmit asks to be notified of the next page, and stops the queue without another look
     * @param pushesBlindly net_rx_action does not look behind its responses whether the queue can go on
     */
    public LooksLess(
            Machine machine,
            SharedRing rx,
            SharedRing tx,
            GrantTableOp grantTableOp,
            boolean copyingReceiver,
            UnaryOperator<Word> own,
            boolean stopsBlindly,
            boolean pushesBlindly) {
        super(machine, rx, tx, grantTableOp, copyingReceiver, own);
        this.stopsBlindly = stopsBlindly;
        this.pushesBlindly = pushesBlindly;
    }

    @Override
    protected boolean isStillFull() {
        return stopsBlindly || super.isStillFull();
    }

    @Override
    protected void wakeQueueAfterPushing() {
        if (!pushesBlindly) {
            super.wakeQueueAfterPushing();
        }
    }
}
