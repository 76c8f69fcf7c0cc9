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
        return SplitDriver.OPTIONS;
    }

    @Override
    public List<Change> changes() {
        return SplitDriver.changes(Change.COLLECTS_ONCE, Change.COLLECTS_WITHOUT_FENCE);
    }

    @Override
    public List<String> options() {
        return SplitDriver.options(
                PACKETS,
                SLOTS,
                "--change collects-once              netfront asks for responses, and does not look again",
                "--change collects-without-fence     there is no barrier before netfront looks for responses again");
    }

    @Override
    public List<String> expectations() {
        return List.of(
                "as is                                   HOLDS     with --memory tso, too",
                "final-check-looks-once                  VIOLATED  a packet that was put just before is never sent",
                "final-check-asks-last                   VIOLATED",
                "collects-once                           VIOLATED  a response that came just before is never collected",
                "push-without-fence --memory tso         VIOLATED  (with sc: HOLDS)",
                "final-check-without-fence --memory tso  VIOLATED  (with sc: HOLDS)",
                "collects-without-fence --memory tso     VIOLATED  (with sc: HOLDS)");
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
        machine.boot(SplitDriver.BACK, true, machine.procedure("dom0", () -> back.repeat()));
        machine.boot(SplitDriver.FRONT, true, machine.procedure("domU", () -> front.repeat()));
        Word collected = driver.tx().rspCons();
        return new SmallSystem(machine, packets + " packets of the guest, over a ring of " + SLOTS + " slots")
                .and(new Property.Leaves(
                        "every packet is sent and collected",
                        state -> state.get(collected.field()) < packets,
                        state -> "a packet has not been sent or not been collected, and both ends may wait for ever"))
                .and(new Property.LockDiscipline())
                .close();
    }

    /** The tasklet; packets that it takes are sent at once, and it runs again to answer them. */
    private static int back(SplitDriver driver, Procedure respond) {
        driver.txTasklet().awaitValue(1);
        driver.txTasklet().clearBit(0);
        respond.repeat();
        driver.back().netTxAction();
        if (driver.back().owesTxResponses()) {
            driver.txTasklet().setBit(0);
        }
        return Procedure.AGAIN;
    }

    private static int respond(SplitDriver driver) {
        if (!driver.back().owesTxResponses()) {
            return Procedure.STOP;
        }
        driver.notifyFront(driver.back().makeTxResponse());
        return Procedure.AGAIN;
    }

    /** Sends a packet as soon as it may; no event comes while tx_lock is held. */
    private static int front(SplitDriver driver, Word sent, int packets) {
        if (sent.load() == packets) {
            return Procedure.STOP;
        }
        driver.front().awaitQueue();
        driver.machine().cpu().disableInterrupts();
        driver.notifyBack(driver.front().networkStartXmit());
        driver.front().afterXmit();
        driver.machine().cpu().enableInterrupts();
        sent.store(sent.load() + 1);
        return Procedure.AGAIN;
    }
}
