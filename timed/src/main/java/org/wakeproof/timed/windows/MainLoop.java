// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.windows;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import org.wakeproof.timed.queueing.Events;
import org.wakeproof.timed.queueing.Level;
import org.wakeproof.timed.queueing.TimeAccount;

/** QEMU's main loop, with the disk behind it, which serves all requests in parallel. */
final class MainLoop {
    /** What the main loop is at. */
    enum Activity {
        ASLEEP,
        WORKING
    }

    private final Events events;
    private final IoCosts costs;
    private final Ring ring;
    private final SplittableRandom random;
    private final Runnable interrupt;
    private final Events.Event next;
    private final List<Events.Event> disk = new ArrayList<>();
    private final Deque<Integer> finished = new ArrayDeque<>();
    private final TimeAccount<Activity> account = new TimeAccount<>(Activity.class, Activity.ASLEEP);
    private final Level inside = new Level();
    private int submitting = -1;
    private int completing = -1;

    /**
     * @param depth how many requests there are
     * @param interrupt interrupts the guest
     */
    MainLoop(Events events, IoCosts costs, Ring ring, int depth, SplittableRandom random, Runnable interrupt) {
        this.events = events;
        this.costs = costs;
        this.ring = ring;
        this.random = random;
        this.interrupt = interrupt;
        next = events.declare(this::goOn);
        for (int request = 0; request < depth; request++) {
            int number = request;
            disk.add(events.declare(() -> finish(number)));
        }
    }

    /** The guest has notified it. */
    void kick() {
        wake();
    }

    private void finish(int request) {
        finished.add(request);
        wake();
    }

    private void wake() {
        if (account.current() == Activity.ASLEEP && !next.isDue()) {
            next.in(costs.wakeUp());
        }
    }

    /** What it was at is over: the next completion, or else the next request, or else sleep. */
    private void goOn() {
        long now = events.now();
        if (submitting >= 0) {
            disk.get(submitting).in(diskTime());
            submitting = -1;
        }
        if (completing >= 0) {
            inside.add(-1, now);
            if (ring.complete(completing)) {
                interrupt.run();
            }
            completing = -1;
        }
        if (!finished.isEmpty()) {
            completing = finished.remove();
            work(costs.complete());
            return;
        }
        submitting = ring.take();
        if (submitting >= 0) {
            inside.add(1, now);
            work(costs.submit());
            return;
        }
        account.turn(Activity.ASLEEP, now);
    }

    private void work(long duration) {
        account.turn(Activity.WORKING, events.now());
        next.in(duration);
    }

    /** Partly fixed, partly exponential, so that the mean is that of the parameters. */
    private long diskTime() {
        double mean = costs.block() - costs.submit() - costs.complete();
        double chance = -Math.log(1 - random.nextDouble());
        return Math.max(0, Math.round(mean * (1 - costs.blockSpread() + costs.blockSpread() * chance)));
    }

    TimeAccount<Activity> account() {
        return account;
    }

    /** How many requests are between the ring's two directions. */
    Level inside() {
        return inside;
    }
}
