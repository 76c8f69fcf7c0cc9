// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.orderings;

import java.util.List;
import org.wakeproof.sched.SchedOp;
import org.wakeproof.sched.Vcpu;
import org.wakeproof.sched.Vcpus;
import org.wakeproof.softirq.Softirq;

/** do_poll of one port without a timeout, as a list of steps. */
final class StepwisePoll extends SchedOp {
    private final Vcpus vcpus;
    private final Softirq softirq;
    private final List<PollStep> steps;

    StepwisePoll(Vcpus vcpus, Softirq softirq, List<PollStep> steps) {
        super(vcpus, softirq, null);
        this.vcpus = vcpus;
        this.softirq = softirq;
        this.steps = steps;
    }

    @Override
    public void doPoll(int timeout, int... ports) {
        Vcpu v = vcpus.own();
        for (int i = 0; i < steps.size(); i++) {
            if (findsWork(v, steps.get(i), ports[0])) {
                undo(v, steps.subList(0, i));
                return;
            }
        }
    }

    private boolean findsWork(Vcpu v, PollStep step, int port) {
        switch (step) {
            case SET_BLOCKED -> v.pauseFlags().setBit(Vcpu.VPF_BLOCKED);
            case POLL_ANY -> v.pollEvtchn().store(POLLS_SEVERAL);
            case SET_POLL_MASK -> v.domain().pollMask().setBit(v.id());
            case POLL_PORT -> v.pollEvtchn().store(pollEvtchn(port));
            case RAISE_SCHEDULE -> softirq.raiseSoftirq(Softirq.SCHEDULE);
            case CHECK_EVENTS -> {
                return localEventsNeedDelivery(v);
            }
            case CHECK_PORTS -> {
                return isAnyPending(v, port);
            }
        }
        return false;
    }

    /** In the order of do_poll. */
    private static void undo(Vcpu v, List<PollStep> done) {
        if (done.contains(PollStep.POLL_ANY) || done.contains(PollStep.POLL_PORT)) {
            v.pollEvtchn().store(NO_POLL);
        }
        if (done.contains(PollStep.SET_POLL_MASK)) {
            v.domain().pollMask().clearBit(v.id());
        }
        if (done.contains(PollStep.SET_BLOCKED)) {
            v.pauseFlags().clearBit(Vcpu.VPF_BLOCKED);
        }
    }
}
