// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched.net;

import java.util.function.UnaryOperator;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.Word;
import org.wakeproof.machine.XenSource;

/**
 * netback, the driver domain's half of the split network driver, of linux-2.6.18-xen as it stood in Xen's own tree last: it
 * gives packets to the guest by the receive ring, and takes the guest's packets from the transmit ring.
 *
 * <p>Each method is what the driver does between two hypercalls; one that may have to notify the front end returns whether
 * it has to, and its caller does.
 *
 * <p>One vCPU runs all of it, so that there are no locks; {@code netif_be_int} is an interrupt handler and may come between
 * any two steps of the rest.
 *
 * <p>Left out: fragments and segmentation offload, packets and grants that have errors, rate limits, other guests, the
 * mapping of the pages that a guest sends, a stack that cannot queue ({@code netbk_can_queue}), and a transmitter that is
 * pipelined. The timer of half a second that restarts a queue is left out as well: it would hide a notification that is lost.
 * Connecting is left out: the queue is stopped until the guest has posted its first pages.
 */
public class NetBack {
    private static final String FILE = "linux-2.6-xen-sparse/drivers/xen/netback/netback.c";
    private static final String COMMIT = "06809a93ad";

    private final Machine machine;
    private final SharedRing rx;
    private final SharedRing tx;
    private final GrantTableOp grantTableOp;
    private final boolean copyingReceiver;
    private final Procedure takeRequest;
    private final Word queueStopped;
    private final Word rxReqConsPeek;
    private final Word onNetScheduleList;

    /**
     * Wires it.
     *
     * @param rx the receive ring
     * @param tx the transmit ring
     * @param grantTableOp hypercalls on the guest's grants
     * @param copyingReceiver whether packets are copied instead of pages being transferred
     * @param own declares a word to be the driver domain's own
     */
    public NetBack(
            Machine machine,
            SharedRing rx,
            SharedRing tx,
            GrantTableOp grantTableOp,
            boolean copyingReceiver,
            UnaryOperator<Word> own) {
        this.machine = machine;
        this.rx = rx;
        this.tx = tx;
        this.grantTableOp = grantTableOp;
        this.copyingReceiver = copyingReceiver;
        this.takeRequest = machine.function("net_tx_action", this::takeRequest);
        this.queueStopped = own.apply(machine.word("netback.queue_stopped", 1, 1));
        this.rxReqConsPeek = own.apply(machine.word("netback.rx_req_cons_peek", rx.indices() - 1, 0));
        this.onNetScheduleList = own.apply(machine.word("netback.on_net_schedule_list", 1, 0));
    }

    // Packets for the guest.

    /** Whether packets for the guest wait: the queue in front of the driver is stopped. */
    public final boolean isQueueStopped() {
        return queueStopped.load() != 0;
    }

    /** Waits until the queue in front of the driver goes on. */
    public final void awaitQueue() {
        queueStopped.awaitValue(0);
    }

    @XenSource(value = "netbk_queue_full", file = FILE, commit = COMMIT)
    private boolean netbkQueueFull() {
        int peek = rxReqConsPeek.load();
        return rx.minus(rx.reqProd().load(), peek) < 1
                || rx.minus(rx.plus(rx.rspProdPvt().load(), rx.size()), peek) < 1;
    }

    /** Queues a packet for the guest, unless it has posted no page: returns false if the packet is dropped. */
    @XenSource(value = "netif_be_start_xmit", file = FILE, commit = COMMIT)
    public final boolean netifBeStartXmit() {
        if (netbkQueueFull()) {
            return false;
        }
        rxReqConsPeek.store(rx.plus(rxReqConsPeek.load(), 1));
        if (netbkQueueFull()) {
            rx.reqEvent().store(rx.plus(rxReqConsPeek.load(), 1));
            machine.fence();
            if (isStillFull()) {
                queueStopped.setBit(0);
            }
        }
        return true;
    }

    /** Another look at the ring before the queue is stopped. */
    protected boolean isStillFull() {
        return netbkQueueFull();
    }

    /** Whether a packet is queued that has not been transferred or copied. */
    public final boolean hasQueued() {
        return rx.reqCons().load() != rxReqConsPeek.load();
    }

    /** Transfers or copies the packets that are queued; a hypercall. {@link #pushRxResponses} is to follow. */
    @XenSource(value = "net_rx_action", file = FILE, commit = COMMIT)
    public final void transferOrCopy() {
        int index = rx.reqCons().load();
        int peek = rxReqConsPeek.load();
        rx.reqCons().store(peek);
        while (index != peek) {
            int ref = rx.slot(index);
            boolean accepted = copyingReceiver
                    ? grantTableOp.gnttabCopy(ref, index + 1)
                    : grantTableOp.gnttabTransfer(ref, index + 1);
            machine.bugOn(!accepted, "request " + index, "has a grant that is not accepted");
            index = rx.plus(index, 1);
        }
    }

    /** Answers the requests whose packets are there; returns whether to notify the front end. */
    @XenSource(value = "net_rx_action", file = FILE, commit = COMMIT)
    public final boolean pushRxResponses() {
        boolean notifies = false;
        while (rx.rspProdPvt().load() != rx.reqCons().load()) {
            rx.putResponse();
            notifies |= rx.pushResponsesAndCheckNotify();
            wakeQueueAfterPushing();
        }
        return notifies;
    }

    /** Another look at the ring behind each response. */
    protected void wakeQueueAfterPushing() {
        if (isQueueStopped() && !netbkQueueFull()) {
            queueStopped.clearBit(0);
        }
    }

    /** What an event brings: the guest is looked at, and the queue goes on if there is a page. {@link #netTxAction} is to follow. */
    @XenSource(value = "netif_be_int", file = FILE, commit = COMMIT)
    public final void netifBeInt() {
        onNetScheduleList.store(1);
        if (!netbkQueueFull()) {
            queueStopped.clearBit(0);
        }
    }

    // Packets of the guest.

    /** Takes all packets that the guest sends, and asks to be notified of the next. */
    @XenSource(value = "net_tx_action", file = FILE, commit = COMMIT)
    public final void netTxAction() {
        takeRequest.repeat();
    }

    /** One round of the loop over those with work to do, of which there is one. */
    @XenSource(value = "net_tx_action", file = FILE, commit = COMMIT)
    private int takeRequest() {
        if (onNetScheduleList.load() == 0) {
            return Procedure.STOP;
        }
        onNetScheduleList.store(0);
        if (tx.finalCheckForRequests()) {
            tx.reqCons().store(tx.plus(tx.reqCons().load(), 1));
            netifScheduleWork();
        }
        return Procedure.AGAIN;
    }

    @XenSource(value = "netif_schedule_work", file = FILE, commit = COMMIT)
    private void netifScheduleWork() {
        if (tx.finalCheckForRequests()) {
            onNetScheduleList.store(1);
        }
    }

    /** Whether some packet that was taken has no answer yet. */
    public final boolean owesTxResponses() {
        return tx.rspProdPvt().load() != tx.reqCons().load();
    }

    /** Answers one packet that was taken; returns whether to notify the front end. */
    @XenSource(value = "make_tx_response", file = FILE, commit = COMMIT)
    public final boolean makeTxResponse() {
        tx.putResponse();
        return tx.pushResponsesAndCheckNotify();
    }
}
