// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.orderings;

import java.util.List;
import org.wakeproof.sched.SchedOp;
import org.wakeproof.sched.Vcpu;
import org.wakeproof.sched.Vcpus;
import org.wakeproof.softirq.Softirq;

/** do_block as a list of steps. */
final class StepwiseBlock extends SchedOp {
    private final Vcpus vcpus;
    private final Softirq softirq;
    private final List<BlockStep> steps;

    StepwiseBlock(Vcpus vcpus, Softirq softirq, List<BlockStep> steps) {
        super(vcpus, softirq, null);
        this.vcpus = vcpus;
        this.softirq = softirq;
        this.steps = steps;
    }

    @Override
    public void doBlock() {
        Vcpu v = vcpus.own();
        for (int i = 0; i < steps.size(); i++) {
            switch (steps.get(i)) {
                case UNMASK -> v.evtchnUpcallMask().store(0);
                case SET_BLOCKED -> setBlocked(v);
                case RAISE_SCHEDULE -> softirq.raiseSoftirq(Softirq.SCHEDULE);
                case CHECK_EVENTS -> {
                    if (localEventsNeedDelivery(v)) {
                        undo(v, steps.subList(0, i));
                        return;
                    }
                }
            }
        }
    }

    private static void undo(Vcpu v, List<BlockStep> done) {
        if (done.contains(BlockStep.SET_BLOCKED)) {
            v.pauseFlags().clearBit(Vcpu.VPF_BLOCKED);
        }
    }
}
