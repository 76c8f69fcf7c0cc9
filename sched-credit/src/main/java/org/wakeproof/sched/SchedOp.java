// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched;

import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.Softirq;

/**
 * The hypercalls of schedule.c by which the running vCPU gives its CPU away. They raise SCHEDULE on their CPU; the
 * switch comes on the way back to the guest.
 *
 * <p>Left out: copying arguments from the guest, shutdown, and a poll of no ports or of bad ones.
 */
public class SchedOp {
    /** {@link Vcpu#pollEvtchn()} of a vCPU that does not poll. */
    public static final int NO_POLL = 1;

    protected static final int POLLS_SEVERAL = 0;
    static final String FILE = "xen/common/schedule.c";

    private final Vcpus vcpus;
    private final Softirq softirq;
    private final VcpuTimers vcpuTimers;

    /**
     * @param vcpuTimers where the timeouts of polls are; null where no poll has one
     */
    public SchedOp(Vcpus vcpus, Softirq softirq, VcpuTimers vcpuTimers) {
        this.vcpus = vcpus;
        this.softirq = softirq;
        this.vcpuTimers = vcpuTimers;
    }

    /** Blocks the running vCPU until it has an event, and lets events be delivered. */
    @XenSource(value = "do_block", file = FILE)
    public void doBlock() {
        Vcpu v = vcpus.own();
        v.evtchnUpcallMask().store(0);
        setBlocked(v);
        if (localEventsNeedDelivery(v)) {
            v.pauseFlags().clearBit(Vcpu.VPF_BLOCKED);
        } else {
            softirq.raiseSoftirq(Softirq.SCHEDULE);
        }
    }

    /** The store that must be seen before the events are looked at. */
    protected void setBlocked(Vcpu v) {
        v.pauseFlags().setBit(Vcpu.VPF_BLOCKED);
    }

    /**
     * Blocks the running vCPU until one of the ports has an event, or until a time.
     *
     * @param timeout after how many ticks to give up; 0 for never
     */
    @XenSource(value = "do_poll", file = FILE)
    public void doPoll(int timeout, int... ports) {
        Vcpu v = vcpus.own();
        announcePoll(v);
        if (isReadyForPoll(v, ports)) {
            v.pollEvtchn().store(NO_POLL);
            v.domain().pollMask().clearBit(v.id());
            v.pauseFlags().clearBit(Vcpu.VPF_BLOCKED);
            return;
        }
        if (ports.length == 1) {
            v.pollEvtchn().store(pollEvtchn(ports[0]));
        }
        if (timeout != 0) {
            vcpuTimers.setPollTimer(v, timeout);
        }
        softirq.raiseSoftirq(Softirq.SCHEDULE);
    }

    /** The stores that must be seen before the ports are looked at: two of them are locked. */
    @XenSource(value = "do_poll", file = FILE)
    protected void announcePoll(Vcpu v) {
        v.pauseFlags().setBit(Vcpu.VPF_BLOCKED);
        v.pollEvtchn().store(POLLS_SEVERAL);
        v.domain().pollMask().setBit(v.id());
    }

    /** Whether there is something to do already: an event to deliver, or one of the ports. */
    @XenSource(value = "do_poll", file = FILE)
    protected boolean isReadyForPoll(Vcpu v, int... ports) {
        if (localEventsNeedDelivery(v)) {
            return true;
        }
        return isAnyPending(v, ports);
    }

    /** Whether one of the ports has an event. */
    protected final boolean isAnyPending(Vcpu v, int... ports) {
        for (int port : ports) {
            if ((v.domain().evtchnPending().load() >>> port & 1) != 0) {
                return true;
            }
        }
        return false;
    }

    /** How {@link Vcpu#pollEvtchn()} names a port. */
    public static int pollEvtchn(int port) {
        return port + 2;
    }

    /** Lets others run. */
    @XenSource(value = "do_yield", file = FILE)
    public void doYield() {
        softirq.raiseSoftirq(Softirq.SCHEDULE);
    }

    /** Whether the running vCPU is to be interrupted by an event. */
    @XenSource(value = "local_events_need_delivery", file = "xen/include/asm-x86/event.h")
    public static boolean localEventsNeedDelivery(Vcpu v) {
        return v.evtchnUpcallPending().load() != 0 && v.evtchnUpcallMask().load() == 0;
    }
}
