// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.history.system;

import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Property;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Word;
import org.wakeproof.scenario.Change;
import org.wakeproof.scenario.Settings;
import org.wakeproof.scenario.SmallSystem;
import org.wakeproof.sched.history.EventFifo;
import org.wakeproof.sched.history.FifoGuest;
import org.wakeproof.sched.history.LinksToOldTail;
import org.wakeproof.sched.history.SetsReadyAlways;

/** F40: CPU0 raises E and F, E on two queues, CPU1 raises G, and a guest on CPU2 consumes the queues. */
final class FifoQueue extends HistoricScenario {
    private static final int CPUS = 3;
    private static final int GUEST = 2;
    private static final int E = 1;
    private static final int F = 2;
    private static final int G = 3;

    FifoQueue() {
        super(
                "fifo-queue",
                "events are linked to queues that a guest consumes: does one vanish?",
                new Bug(Change.LINKS_TO_OLD_TAIL, "an event is linked to a tail that was consumed (F40)"),
                new Bug(Change.SETS_READY_ALWAYS, "the guest is sent to a head that was consumed (F40b)"));
    }

    @Override
    public ClosedSystem build(Settings settings) {
        Machine machine = SmallSystem.machine(settings, CPUS);
        EventFifo fifo = fifo(settings, machine);
        FifoGuest guest = new FifoGuest(machine, fifo, GUEST);
        machine.boot(0, false, machine.procedure("evtchn_send", () -> {
            fifo.evtchnFifoSetPending(E);
            fifo.evtchnFifoSetPending(E);
            fifo.setPriority(E, 1);
            fifo.setPriority(F, 1);
            fifo.evtchnFifoSetPending(F);
            fifo.evtchnFifoSetPending(E);
            fifo.evtchnFifoSetPending(E);
            machine.cpu().stop();
        }));
        machine.boot(1, false, machine.procedure("evtchn_send", () -> {
            fifo.evtchnFifoSetPending(G);
            machine.cpu().stop();
        }));
        machine.boot(GUEST, false, machine.procedure("guest", guest::run));
        SmallSystem system = new SmallSystem(
                machine,
                "CPU0 raises E, E, gives E and F the lower priority, raises F, E, E; CPU1 raises G; a guest consumes");
        for (int port : new int[] {E, F, G}) {
            Word word = fifo.word(port);
            String name = String.valueOf("EFG".charAt(port - E));
            system.and(
                    GUEST,
                    word,
                    new Property.Leaves(
                            "event " + name + " is handled",
                            state -> (state.get(word.field()) & 1) != 0,
                            state -> "event " + name + " is pending, and the guest may never find it"));
        }
        return system.close();
    }

    private static EventFifo fifo(Settings settings, Machine machine) {
        int[] raisers = {0, 0, 1};
        if (settings.changes().has(Change.LINKS_TO_OLD_TAIL)) {
            return new LinksToOldTail(machine, raisers);
        }
        return settings.changes().has(Change.SETS_READY_ALWAYS)
                ? new SetsReadyAlways(machine, raisers)
                : new EventFifo(machine, raisers);
    }
}
