// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched.guest;

import org.wakeproof.machine.Word;
import org.wakeproof.sched.Vcpu;

/** The handler of events that a guest has, as Linux does it: not a port, but what a port is shown to work with. */
public final class Events {
    private Events() {}

    /**
     * Appends the handler: it takes note of each event in a word of the guest's own, and returns.
     *
     * @param noted gets a port's bit when the port's event is taken
     */
    public static GuestCode handler(GuestCode code, Vcpu v, Word noted) {
        code.eventHandler()
                .label("upcall")
                .access(() -> v.evtchnUpcallPending().store(0))
                .access(() -> v.evtchnPendingSel().testAndClearBit(0));
        for (int each = 0; each < v.domain().ports(); each++) {
            int port = each;
            String next = "after port " + port;
            code.test(() -> !v.domain().evtchnPending().testAndClearBit(port), next)
                    .access(() -> noted.setBit(port))
                    .label(next);
        }
        return code.access(() -> v.evtchnUpcallMask().store(0))
                .test(() -> v.evtchnUpcallPending().load() == 0, "no more events")
                .access(() -> v.evtchnUpcallMask().store(1))
                .jump("upcall")
                .label("no more events")
                .returnFromEvent();
    }
}
