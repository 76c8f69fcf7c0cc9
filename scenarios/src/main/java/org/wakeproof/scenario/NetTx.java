// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.scenario;

import java.util.List;
import java.util.Set;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Property;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.Word;

/** netfront sends packets by netback, stops while the ring is full, and each sleeps until it is notified. */
final class NetTx implements Scenario {
    private static final int SLOTS = 3;
    private static final int PACKETS = 4;

    @Override
    public String name() {
        return "net-tx";
    }

    @Override
    public String summary() {
        return "netfront sends packets by netback, and stops while the ring is full: does one wait in vain?";
    }

    @Override
    public Set<String> takes() {
        return Set.of("change", "rounds", "memory");
    }

    @Override
    public List<Change> changes() {
        return List.of(
                Change.FINAL_CHECK_LOOKS_ONCE,
                Change.FINAL_CHECK_ASKS_LAST,
                Change.FINAL_CHECK_WITHOUT_FENCE,
                Change.PUSH_WITHOUT_FENCE,
                Change.COLLECTS_ONCE);
    }

    @Override
    public List<String> options() {
        return List.of(
                "--change final-check-looks-once     the final check does not look again",
                "--change final-check-asks-last      the final check looks again before it asks to be notified",
                "--change final-check-without-fence  the final check has no barrier",
                "--change push-without-fence         the check whether to notify has no barrier",
                "--change collects-once              netfront asks for responses, and does not look again",
                "--memory tso                        stores wait in buffers, as on x86",
                "--rounds N                          so many packets (default 4), over " + SLOTS + " slots");
    }

    @Override
    public List<String> expectations() {
        return List.of(
                "as is                                   HOLDS     with --memory tso, too",
                "final-check-looks-once                  VIOLATED  a packet that was put just before is never sent",
                "final-check-asks-last                   VIOLATED",
                "collects-once                           VIOLATED  a response that came just before is never collected",
                "push-without-fence --memory tso         VIOLATED  (with sc: HOLDS)",
                "final-check-without-fence --memory tso  VIOLATED  (with sc: HOLDS)");
    }

    @Override
    public ClosedSystem build(Settings settings) {
        int packets = settings.rounds() == 0 ? PACKETS : settings.rounds();
        SplitDriver driver = new SplitDriver(settings, SLOTS, packets);
        Machine machine = driver.machine();
        Word sent = machine.word("packets of domU", packets, 0).ownedBy(SplitDriver.FRONT);
        Procedure respond = machine.function("net_tx_action_dealloc", () -> respond(driver));
        Procedure back = machine.function("netback", () -> back(driver, respond));
        Procedure front = machine.function("netfront", () -> front(driver, sent, packets));
        machine.boot(SplitDriver.BACK, false, machine.procedure("dom0", () -> back.repeat()));
        machine.boot(SplitDriver.FRONT, false, machine.procedure("domU", () -> front.repeat()));
        Word collected = driver.tx().rspCons();
        return new SmallSystem(machine, packets + " packets of the guest, over a ring of " + SLOTS + " slots")
                .and(new Property.Leaves(
                        "every packet is sent and collected",
                        state -> state.get(collected.field()) < packets,
                        state -> "a packet has not been sent or not been collected, and both ends may wait for ever"))
                .and(new Property.LockDiscipline())
                .close();
    }

    private static int back(SplitDriver driver, Procedure respond) {
        driver.awaitBack();
        driver.back().netifBeInt();
        driver.back().netTxAction();
        respond.repeat();
        return Procedure.AGAIN;
    }

    private static int respond(SplitDriver driver) {
        if (!driver.back().owesTxResponses()) {
            return Procedure.STOP;
        }
        driver.notifyFront(driver.back().makeTxResponse());
        return Procedure.AGAIN;
    }

    /** Sends what there is while it may; an event can come in between. */
    private static int front(SplitDriver driver, Word sent, int packets) {
        if (sent.load() < packets && !driver.front().isQueueStopped()) {
            driver.notifyBack(driver.front().networkStartXmit());
            driver.front().afterXmit();
            sent.store(sent.load() + 1);
        } else {
            driver.awaitFront();
            driver.front().netifInt();
        }
        return Procedure.AGAIN;
    }
}
