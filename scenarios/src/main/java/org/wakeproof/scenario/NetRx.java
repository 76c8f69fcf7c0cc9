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
        return SplitDriver.OPTIONS;
    }

    @Override
    public List<Change> changes() {
        return SplitDriver.changes(
                Change.RX_COPY, Change.STOPS_QUEUE_BLINDLY, Change.PUSHES_BLINDLY, Change.POLLS_WITH_INTERRUPTS);
    }

    @Override
    public List<String> options() {
        return SplitDriver.options(
                PACKETS,
                SLOTS,
                "--change rx-copy                    packets are copied; otherwise pages are flipped",
                "--change stops-queue-blindly        netback stops its queue without looking again",
                "--change pushes-blindly             netback does not look at the queue behind its responses",
                "--change polls-with-interrupts      netfront's final check may be interrupted before its poll is over");
    }

    @Override
    public List<String> expectations() {
        return List.of(
                "as is, rx-copy                          HOLDS     with --memory tso, too",
                "final-check-looks-once                  VIOLATED  a packet that came just before is never taken",
                "final-check-asks-last                   VIOLATED",
                "stops-queue-blindly                     HOLDS     the look behind the responses is enough",
                "pushes-blindly                          VIOLATED  the event comes between the look and the stop",
                "polls-with-interrupts                   VIOLATED  the event comes between the check and the end of the poll",
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
        boolean interrupts = settings.changes().has(Change.POLLS_WITH_INTERRUPTS);
        Procedure front = machine.function("netfront", () -> front(driver, interrupts));
        machine.boot(SplitDriver.BACK, true, machine.procedure("dom0", () -> back.repeat()));
        machine.boot(SplitDriver.FRONT, true, machine.procedure("domU", () -> {
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
        } else if (sent.load() < packets) {
            driver.back().awaitQueue();
        } else {
            return Procedure.STOP;
        }
        return Procedure.AGAIN;
    }

    /** A poll; the stack calls it again while it is not over. */
    private static int front(SplitDriver driver, boolean interrupts) {
        driver.poll().awaitValue(1);
        driver.front().netifPoll();
        driver.notifyBack(driver.front().networkAllocRxBuffers());
        if (!interrupts) {
            driver.machine().cpu().disableInterrupts();
        }
        if (!driver.front().hasMoreToPoll()) {
            driver.poll().clearBit(0);
        }
        driver.machine().cpu().enableInterrupts();
        return Procedure.AGAIN;
    }
}
