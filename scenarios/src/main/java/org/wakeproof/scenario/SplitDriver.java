// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.scenario;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Word;
import org.wakeproof.sched.history.net.CollectsOnce;
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
 * A split network driver by itself: the back end on CPU0, the front end on CPU1, each with an event that it waits for. What
 * an event channel and blocking do beyond that, other scenarios show.
 */
final class SplitDriver {
    static final int BACK = 0;
    static final int FRONT = 1;

    private final Machine machine;
    private final SharedRing rx;
    private final SharedRing tx;
    private final NetFront front;
    private final NetBack back;
    private final Word frontEvent;
    private final Word backEvent;

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
        front = changes.has(Change.COLLECTS_ONCE)
                ? new CollectsOnce(machine, rx, tx, grants, copies, word -> word.ownedBy(FRONT))
                : new NetFront(machine, rx, tx, grants, copies, word -> word.ownedBy(FRONT));
        boolean stopsBlindly = changes.has(Change.STOPS_QUEUE_BLINDLY);
        boolean pushesBlindly = changes.has(Change.PUSHES_BLINDLY);
        back = stopsBlindly || pushesBlindly
                ? new LooksLess(machine, rx, tx, grantTableOp, copies, SplitDriver::ofBack, stopsBlindly, pushesBlindly)
                : new NetBack(machine, rx, tx, grantTableOp, copies, SplitDriver::ofBack);
        frontEvent = machine.word("event for netfront", 1, 0);
        backEvent = machine.word("event for netback", 1, 0);
    }

    private static Word ofBack(Word word) {
        return word.ownedBy(BACK);
    }

    private static SharedRing.Shape shape(String name, int size, int indices) {
        return new SharedRing.Shape(name, size, indices, word -> word.ownedBy(FRONT), word -> word.ownedBy(BACK));
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

    /** Notifies the front end, if that is asked for. */
    void notifyFront(boolean asked) {
        if (asked) {
            frontEvent.setBit(0);
        }
    }

    /** Notifies the back end, if that is asked for. */
    void notifyBack(boolean asked) {
        if (asked) {
            backEvent.setBit(0);
        }
    }

    /** The front end sleeps until it is notified. */
    void awaitFront() {
        await(frontEvent);
    }

    /** The back end sleeps until it is notified. */
    void awaitBack() {
        await(backEvent);
    }

    private static void await(Word event) {
        event.awaitOtherThan(0);
        event.clearBit(0);
    }
}
