// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.echo;

import java.util.ArrayDeque;
import java.util.Deque;
import org.wakeproof.timed.queueing.Events;

/** A hardware thread of the server, with a queue of the NIC. */
abstract class ServerThread {
    final Events events;
    final Core core;
    final Counts counts = new Counts();
    final Deque<Packet> queue = new ArrayDeque<>();
    final Events.Event next;
    private final int number;

    /** @param number of its core's threads */
    ServerThread(Events events, Core core, int number) {
        this.events = events;
        this.core = core;
        this.number = number;
        next = events.declare(this::goOn);
    }

    /** A packet is in its queue. */
    abstract void arrives(Packet packet);

    /** What it was at is over. */
    abstract void goOn();

    /**
     * Spends time.
     *
     * @param nextToBusySibling how long it takes next to a busy sibling, in nanoseconds
     * @param fixed what it takes besides in any case
     */
    final void work(double nextToBusySibling, long fixed) {
        core.turn(number, Core.State.WORKING, events.now());
        next.in(Math.max(1, Math.round(nextToBusySibling / core.speed(number)) + fixed));
    }

    final void turn(Core.State state) {
        core.turn(number, state, events.now());
    }

    /** What this thread has done. */
    final Counts counts() {
        return counts;
    }

    /** For how long it has worked until now, in nanoseconds. */
    final long worked() {
        return core.worked(number, events.now());
    }
}
