// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched.guest;

import org.wakeproof.machine.Word;
import org.wakeproof.sched.SchedOp;
import org.wakeproof.sched.Vcpu;

/** What a guest does about events, as Linux does it: not a port, but what a port is shown to work with. */
public final class Events {
    private Events() {}

    /** Lets events be delivered; one that has come meanwhile is asked for. */
    public static GuestCode enable(GuestCode code, Vcpu v) {
        String none = "enabled at " + code.size();
        return code.access(() -> v.evtchnUpcallMask().store(0))
                .test(() -> v.evtchnUpcallPending().load() == 0, none)
                .hypercall(() -> {})
                .label(none);
    }

    /** Sleeps until an event has been noted, and forgets it: with events masked it looks, and else blocks. */
    public static GuestCode await(GuestCode code, Vcpu v, Word noted, SchedOp schedOp) {
        String sleep = "sleep at " + code.size();
        String awake = "awake after " + sleep;
        code.label(sleep)
                .access(() -> v.evtchnUpcallMask().store(1))
                .test(() -> noted.load() != 0, awake)
                .hypercall(schedOp::doBlock)
                .jump(sleep)
                .label(awake)
                .access(() -> noted.store(0));
        return enable(code, v);
    }

    /**
     * Appends the handler: it takes note of each event in a word of the guest's own, and returns.
     *
     * @param noted gets a port's bit when the port's event is taken
     */
    public static GuestCode handler(GuestCode code, Vcpu v, Word noted) {
        code.eventHandler()
                .access(() -> v.evtchnUpcallPending().store(0))
                .access(() -> v.evtchnPendingSel().testAndClearBit(0));
        for (int each = 0; each < v.domain().ports(); each++) {
            int port = each;
            String next = "after port " + port;
            code.test(() -> !v.domain().evtchnPending().testAndClearBit(port), next)
                    .access(() -> noted.setBit(port))
                    .label(next);
        }
        return code.returnFromEvent();
    }
}
