// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.scenario;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Vector;
import org.wakeproof.machine.Word;
import org.wakeproof.sched.history.net.CollectsOnce;
import org.wakeproof.sched.history.net.CollectsWithoutFence;
import org.wakeproof.sched.history.net.FinalCheckAsksLast;
import org.wakeproof.sched.history.net.FinalCheckLooksOnce;
import org.wakeproof.sched.history.net.FinalCheckWithoutFence;
import org.wakeproof.sched.history.net.LooksLess;
import org.wakeproof.sched.history.net.PushWithoutFence;
import org.wakeproof.sched.net.GrantTable;
import org.wakeproof.sched.net.GrantTableOp;
import org.wakeproof.sched.net.NetBack;
import org.wakeproof.sched.net.NetFront;
import org.wakeproof.sched.net.SharedRing;

/**
 * A split network driver by itself: the back end on CPU0, the front end on CPU1, each with an event that interrupts it
 * wherever interrupts are on. What an event channel and blocking do beyond that, other scenarios show.
 */
final class SplitDriver {
    static final int BACK = 0;
    static final int FRONT = 1;
    static final Set<String> OPTIONS = Set.of("change", "rounds", "memory");

    private final Machine machine;
    private final SharedRing rx;
    private final SharedRing tx;
    private final NetFront front;
    private final NetBack back;
    private final Vector frontEvent;
    private final Vector backEvent;
    private final Word poll;
    private final Word txTasklet;

    /**
     * Wires it.
     *
     * @param size slots of each ring
     * @param packets how many go over a ring
     */
    SplitDriver(Settings settings, int size, int packets) {
        machine = SmallSystem.machine(settings, 2);
        Changes changes = settings.changes();
        int indices = size + packets + 2;
        rx = ring(changes, shape("rx", size, indices));
        tx = ring(changes, shape("tx", size, indices));
        GrantTable grants = new GrantTable(machine, "domU", size, indices);
        GrantTableOp grantTableOp = new GrantTableOp(machine, grants);
        boolean copies = changes.has(Change.RX_COPY);
        front = front(changes, grants, copies);
        boolean stopsBlindly = changes.has(Change.STOPS_QUEUE_BLINDLY);
        boolean pushesBlindly = changes.has(Change.PUSHES_BLINDLY);
        back = stopsBlindly || pushesBlindly
                ? new LooksLess(machine, rx, tx, grantTableOp, copies, SplitDriver::ofBack, stopsBlindly, pushesBlindly)
                : new NetBack(machine, rx, tx, grantTableOp, copies, SplitDriver::ofBack);
        poll = ofFront(machine.word("netfront.rx_sched", 1, 0));
        txTasklet = ofBack(machine.word("net_tx_tasklet", 1, 0));
        frontEvent = machine.vector("netif_int", this::netifInt);
        backEvent = machine.vector("netif_be_int", this::netifBeInt);
    }

    /** The changes of a scenario: those of ring.h, and its own. */
    static List<Change> changes(Change... own) {
        return Stream.concat(
                        Stream.of(
                                Change.FINAL_CHECK_LOOKS_ONCE,
                                Change.FINAL_CHECK_ASKS_LAST,
                                Change.FINAL_CHECK_WITHOUT_FENCE,
                                Change.PUSH_WITHOUT_FENCE),
                        Stream.of(own))
                .toList();
    }

    /** The options of a scenario: changes of ring.h, its own, and those that are not changes. */
    static List<String> options(int packets, int slots, String... own) {
        Stream<String> ring = Stream.of(
                "--change final-check-looks-once     the final check does not look again",
                "--change final-check-asks-last      the final check looks again before it asks to be notified",
                "--change final-check-without-fence  the final check has no barrier",
                "--change push-without-fence         the check whether to notify has no barrier");
        Stream<String> rest = Stream.of(
                "--memory tso                        stores wait in buffers, as on x86",
                "--rounds N                          so many packets (default " + packets + "), over " + slots
                        + " slots");
        return Stream.of(ring, Stream.of(own), rest).flatMap(lines -> lines).toList();
    }

    private static Word ofBack(Word word) {
        return word.ownedBy(BACK);
    }

    private static Word ofFront(Word word) {
        return word.ownedBy(FRONT);
    }

    private static SharedRing.Shape shape(String name, int size, int indices) {
        return new SharedRing.Shape(name, size, indices, SplitDriver::ofFront, SplitDriver::ofBack);
    }

    private NetFront front(Changes changes, GrantTable grants, boolean copies) {
        if (changes.has(Change.COLLECTS_ONCE)) {
            return new CollectsOnce(machine, rx, tx, grants, copies, SplitDriver::ofFront);
        }
        return changes.has(Change.COLLECTS_WITHOUT_FENCE)
                ? new CollectsWithoutFence(machine, rx, tx, grants, copies, SplitDriver::ofFront)
                : new NetFront(machine, rx, tx, grants, copies, SplitDriver::ofFront);
    }

    private void netifInt() {
        if (front.netifInt()) {
            poll.setBit(0);
        }
    }

    private void netifBeInt() {
        back.netifBeInt();
        txTasklet.setBit(0);
    }

    private SharedRing ring(Changes changes, SharedRing.Shape shape) {
        if (changes.has(Change.FINAL_CHECK_LOOKS_ONCE)) {
            return new FinalCheckLooksOnce(machine, shape);
        }
        if (changes.has(Change.FINAL_CHECK_ASKS_LAST)) {
            return new FinalCheckAsksLast(machine, shape);
        }
        if (changes.has(Change.FINAL_CHECK_WITHOUT_FENCE)) {
            return new FinalCheckWithoutFence(machine, shape);
        }
        return changes.has(Change.PUSH_WITHOUT_FENCE)
                ? new PushWithoutFence(machine, shape)
                : new SharedRing(machine, shape);
    }

    Machine machine() {
        return machine;
    }

    SharedRing rx() {
        return rx;
    }

    SharedRing tx() {
        return tx;
    }

    NetFront front() {
        return front;
    }

    NetBack back() {
        return back;
    }

    /** Whether netfront is to poll: set by its interrupt, cleared where a poll has found nothing more (NAPI). */
    Word poll() {
        return poll;
    }

    /** Whether netback's tasklet for what the guest sends is to run. */
    Word txTasklet() {
        return txTasklet;
    }

    /** Notifies the front end, if that is asked for. */
    void notifyFront(boolean asked) {
        if (asked) {
            machine.cpu().sendIpi(1 << FRONT, frontEvent);
        }
    }

    /** Notifies the back end, if that is asked for. */
    void notifyBack(boolean asked) {
        if (asked) {
            machine.cpu().sendIpi(1 << BACK, backEvent);
        }
    }
}
