// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.scenario;

import java.util.List;
import java.util.Set;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Property;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.Word;

/** netback gives packets to netfront, which posts the pages for them, and each sleeps until it is notified. */
final class NetRx implements Scenario {
    private static final int SLOTS = 2;
    private static final int PACKETS = 3;

    @Override
    public String name() {
        return "net-rx";
    }

    @Override
    public String summary() {
        return "netback gives packets to netfront, by page flip or copy: does one wait for a notification in vain?";
    }

    @Override
    public Set<String> takes() {
        return Set.of("change", "rounds", "memory");
    }

    @Override
    public List<Change> changes() {
        return List.of(
                Change.RX_COPY,
                Change.FINAL_CHECK_LOOKS_ONCE,
                Change.FINAL_CHECK_ASKS_LAST,
                Change.FINAL_CHECK_WITHOUT_FENCE,
                Change.PUSH_WITHOUT_FENCE,
                Change.STOPS_QUEUE_BLINDLY,
                Change.PUSHES_BLINDLY);
    }

    @Override
    public List<String> options() {
        return List.of(
                "--change rx-copy                    packets are copied; otherwise pages are flipped",
                "--change final-check-looks-once     the final check does not look again",
                "--change final-check-asks-last      the final check looks again before it asks to be notified",
                "--change final-check-without-fence  the final check has no barrier",
                "--change push-without-fence         the check whether to notify has no barrier",
                "--change stops-queue-blindly        netback stops its queue without looking again",
                "--change pushes-blindly             netback does not look at the queue behind its responses",
                "--memory tso                        stores wait in buffers, as on x86",
                "--rounds N                          so many packets (default 3), over " + SLOTS + " slots");
    }

    @Override
    public List<String> expectations() {
        return List.of(
                "as is, rx-copy                          HOLDS     with --memory tso, too",
                "final-check-looks-once                  VIOLATED  a packet that came just before is never taken",
                "final-check-asks-last                   VIOLATED",
                "stops-queue-blindly, pushes-blindly     HOLDS     the other of the two looks is enough",
                "both of them                            VIOLATED  a page that was posted just before is never used",
                "push-without-fence --memory tso         VIOLATED  (with sc: HOLDS)",
                "final-check-without-fence --memory tso  VIOLATED  (with sc: HOLDS)");
    }

    @Override
    public ClosedSystem build(Settings settings) {
        int packets = settings.rounds() == 0 ? PACKETS : settings.rounds();
        SplitDriver driver = new SplitDriver(settings, SLOTS, packets);
        Machine machine = driver.machine();
        Word sent = machine.word("packets for domU", packets, 0).ownedBy(SplitDriver.BACK);
        Procedure back = machine.function("netback", () -> back(driver, sent, packets));
        Procedure front = machine.function("netfront", () -> front(driver));
        machine.boot(SplitDriver.BACK, false, machine.procedure("dom0", () -> back.repeat()));
        machine.boot(SplitDriver.FRONT, false, machine.procedure("domU", () -> {
            driver.notifyBack(driver.front().networkAllocRxBuffers());
            front.repeat();
        }));
        Word taken = driver.rx().rspCons();
        return new SmallSystem(machine, packets + " packets for the guest, over a ring of " + SLOTS + " slots")
                .and(new Property.Leaves(
                        "every packet is taken",
                        state -> state.get(taken.field()) < packets,
                        state -> "a packet has not been taken, and both ends may wait for ever"))
                .and(new Property.LockDiscipline())
                .close();
    }

    /** Packets come one by one or several at once; where the queue is stopped, they wait. */
    private static int back(SplitDriver driver, Word sent, int packets) {
        boolean queued = false;
        while (sent.load() < packets && !driver.back().isQueueStopped()) {
            driver.machine()
                    .bugOn(!driver.back().netifBeStartXmit(), "a packet is dropped, with the queue not stopped");
            sent.store(sent.load() + 1);
            queued = true;
            if (driver.machine().choose("the tasklet runs", 2) == 0) {
                break;
            }
        }
        if (queued) {
            driver.back().transferOrCopy();
            driver.notifyFront(driver.back().pushRxResponses());
        } else {
            driver.awaitBack();
            driver.back().netifBeInt();
        }
        return Procedure.AGAIN;
    }

    private static int front(SplitDriver driver) {
        driver.awaitFront();
        boolean more = driver.front().netifInt();
        while (more) {
            driver.front().netifPoll();
            driver.notifyBack(driver.front().networkAllocRxBuffers());
            more = driver.front().hasMoreToPoll();
        }
        return Procedure.AGAIN;
    }
}
