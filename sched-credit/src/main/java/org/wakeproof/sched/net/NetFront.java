// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched.net;

import java.util.function.UnaryOperator;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.Word;
import org.wakeproof.machine.XenSource;

/**
 * netfront, the guest's half of the split network driver, of linux-2.6.18-xen as it stood in Xen's own tree last: it posts
 * empty pages on the receive ring, from which it takes packets, and puts packets on the transmit ring.
 *
 * <p>Each method is what the driver does between two hypercalls; one that may have to notify the back end returns whether
 * it has to, and its caller does.
 *
 * <p>One vCPU runs all of it. {@code netif_int} is an interrupt handler; the caller sees to it that it does not come while
 * {@code tx_lock} is held, which is from {@link #networkStartXmit} to the end of {@link #afterXmit}, and not between
 * {@link #hasMoreToPoll} and {@code __netif_rx_complete}. Beyond that, locks have nothing to do.
 *
 * <p>Left out: fragments and segmentation offload (so the queue stops at a full ring, and not MAX_SKB_FRAGS + 2 slots before),
 * packets that have errors, the free lists of grants (a slot has its own for good), grants for packets that are sent, the
 * budget of a poll, the target of buffers (all slots are filled), that pages are given back to Xen before they are posted,
 * and timers for a machine without memory.
 */
public class NetFront {
    private static final String FILE = "linux-2.6-xen-sparse/drivers/xen/netfront/netfront.c";
    private static final String COMMIT = "06809a93ad";

    private final Machine machine;
    private final SharedRing rx;
    private final SharedRing tx;
    private final GrantTable grants;
    private final boolean copyingReceiver;
    private final Procedure collect;
    private final Procedure getResponses;
    private final Procedure postPage;
    private final Word queueStopped;

    /**
     * Wires it.
     *
     * @param rx the receive ring
     * @param tx the transmit ring
     * @param grants the guest's, with a reference for each slot of the receive ring
     * @param copyingReceiver whether packets are copied into its pages instead of pages being transferred to it
     * @param own declares a word to be the guest's own
     */
    public NetFront(
            Machine machine,
            SharedRing rx,
            SharedRing tx,
            GrantTable grants,
            boolean copyingReceiver,
            UnaryOperator<Word> own) {
        this.machine = machine;
        this.rx = rx;
        this.tx = tx;
        this.grants = grants;
        this.copyingReceiver = copyingReceiver;
        this.collect = machine.function("network_tx_buf_gc", this::collect);
        this.getResponses = machine.procedure("xennet_get_responses", this::xennetGetResponses);
        this.postPage = machine.function("network_alloc_rx_buffers", this::postPage);
        this.queueStopped = own.apply(machine.word("netfront.queue_stopped", 1, 0));
    }

    /** Whether a packet may be sent: the queue in front of the driver is not stopped. */
    public final boolean isQueueStopped() {
        return queueStopped.load() != 0;
    }

    /** Waits until a packet may be sent. */
    public final void awaitQueue() {
        queueStopped.awaitValue(0);
    }

    /** Puts a packet on the ring; returns whether to notify the back end. {@link #afterXmit} is to follow. */
    @XenSource(value = "network_start_xmit", file = FILE, commit = COMMIT)
    public final boolean networkStartXmit() {
        tx.putRequest();
        return tx.pushRequestsAndCheckNotify();
    }

    /** Collects responses, and stops the queue if there is no slot for another packet. */
    @XenSource(value = "network_start_xmit", file = FILE, commit = COMMIT)
    public final void afterXmit() {
        networkTxBufGc();
        if (!netfrontTxSlotAvailable()) {
            queueStopped.setBit(0);
        }
    }

    @XenSource(value = "netfront_tx_slot_available", file = FILE, commit = COMMIT)
    private boolean netfrontTxSlotAvailable() {
        return tx.minus(tx.reqProdPvt().load(), tx.rspCons().load()) < tx.size();
    }

    /** Collects responses to packets that were sent, and asks to be notified of half of those to come. */
    @XenSource(value = "network_tx_buf_gc", file = FILE, commit = COMMIT)
    public final void networkTxBufGc() {
        collect.repeat();
        networkMaybeWakeTx();
    }

    @XenSource(value = "network_tx_buf_gc", file = FILE, commit = COMMIT)
    private int collect() {
        int prod = tx.rspProd().load();
        tx.rspCons().store(prod);
        int outstanding = tx.minus(tx.reqProd().load(), prod);
        tx.rspEvent().store(tx.plus(prod, (outstanding >> 1) + 1));
        fenceAfterAsking();
        return looksAgain() && prod != tx.rspProd().load() ? Procedure.AGAIN : Procedure.STOP;
    }

    /** The back end sees what is asked for before its producer index is read again. */
    protected void fenceAfterAsking() {
        machine.fence();
    }

    /** Whether the producer index is read again once the event index is set. */
    protected boolean looksAgain() {
        return true;
    }

    @XenSource(value = "network_maybe_wake_tx", file = FILE, commit = COMMIT)
    private void networkMaybeWakeTx() {
        if (queueStopped.load() != 0 && netfrontTxSlotAvailable()) {
            queueStopped.clearBit(0);
        }
    }

    /** What an event brings: responses to packets that were sent are collected; returns whether there are packets to take. */
    @XenSource(value = "netif_int", file = FILE, commit = COMMIT)
    public final boolean netifInt() {
        networkTxBufGc();
        return rx.hasUnconsumedResponses();
    }

    /** Takes the packets that are there; {@link #networkAllocRxBuffers} and {@link #hasMoreToPoll} are to follow. */
    @XenSource(value = "netif_poll", file = FILE, commit = COMMIT)
    public final void netifPoll() {
        int rp = rx.rspProd().load();
        int i = rx.rspCons().load();
        while (i != rp) {
            getResponses.call(i);
            i = rx.plus(i, 1);
            rx.rspCons().store(i);
        }
    }

    @XenSource(value = "xennet_get_responses", file = FILE, commit = COMMIT)
    private void xennetGetResponses(int index) {
        int ref = rx.slot(index);
        int packet = copyingReceiver ? copied(ref) : grants.gnttabEndForeignTransferRef(ref);
        machine.bugOn(packet != index + 1, "response " + index, "comes with the page of another, or of none");
    }

    private int copied(int ref) {
        machine.bugOn(!grants.gnttabEndForeignAccessRef(ref), "grant " + ref, "is still in use");
        return grants.content(ref).load();
    }

    /** Posts pages if at least half of the slots are empty; returns whether to notify the back end. */
    @XenSource(value = "network_alloc_rx_buffers", file = FILE, commit = COMMIT)
    public final boolean networkAllocRxBuffers() {
        int batch = rx.size() - rx.minus(rx.reqProdPvt().load(), rx.rspCons().load());
        if (batch < rx.size() / 2) {
            return false;
        }
        postPage.repeat();
        return rx.pushRequestsAndCheckNotify();
    }

    @XenSource(value = "network_alloc_rx_buffers", file = FILE, commit = COMMIT)
    private int postPage() {
        int index = rx.reqProdPvt().load();
        if (rx.minus(index, rx.rspCons().load()) == rx.size()) {
            return Procedure.STOP;
        }
        grant(rx.slot(index));
        rx.putRequest();
        return Procedure.AGAIN;
    }

    private void grant(int ref) {
        if (copyingReceiver) {
            grants.gnttabGrantForeignAccessRef(ref);
        } else {
            grants.gnttabGrantForeignTransferRef(ref);
        }
    }

    /** Asks to be notified if no packet is there; returns whether there is one. */
    @XenSource(value = "netif_poll", file = FILE, commit = COMMIT)
    public final boolean hasMoreToPoll() {
        return rx.finalCheckForResponses();
    }
}
