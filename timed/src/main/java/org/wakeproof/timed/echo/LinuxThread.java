// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.echo;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.wakeproof.timed.queueing.Events;
import org.wakeproof.timed.queueing.SerialResource;

/**
 * Linux: an interrupt, which is then off until the softirq finds its queue empty; the softirq, a thread that is woken,
 * and its system calls. An interrupt is taken between two packets or messages.
 */
final class LinuxThread extends ServerThread {
    /** Of the softirq, and of epoll_wait. */
    private static final int MOST = 64;
    /** accept, epoll_ctl and close. */
    private static final int CALLS_OF_A_CONNECTION = 3;

    private final LinuxCosts costs;
    private final double sibling;
    private final int bytes;
    private final SerialResource interrupts;
    private final SerialResource lock;
    private final IdleStates idle;
    private final Events.Event interrupt;
    private final List<Packet> inSoftirq = new ArrayList<>();
    private final Deque<Packet> ready = new ArrayDeque<>();
    private Packet inThread;
    private boolean interruptsOff;
    private boolean interrupted;
    private boolean polling;
    private boolean runnable;
    private int fetched;
    private long nextInterrupt;

    /**
     * @param sibling how much longer everything takes next to a busy sibling
     * @param bytes of a message
     * @param interrupts of the whole machine
     * @param lock that all threads want
     */
    LinuxThread(
            Events events,
            Core core,
            int number,
            LinuxCosts costs,
            double sibling,
            int bytes,
            SerialResource interrupts,
            SerialResource lock) {
        super(events, core, number);
        this.costs = costs;
        this.sibling = sibling;
        this.bytes = bytes;
        this.interrupts = interrupts;
        this.lock = lock;
        idle = new IdleStates(costs.exits());
        interrupt = events.declare(this::interrupt);
        idle.enter(0);
    }

    @Override
    void arrives(Packet packet) {
        queue.add(packet);
        if (!interruptsOff) {
            interruptsOff = true;
            long over = interrupts.use(events.now(), costs.interruptNs());
            interrupt.at(Math.max(Math.max(events.now(), nextInterrupt), over - (long) costs.interruptNs()));
        }
    }

    private void interrupt() {
        interrupted = true;
        nextInterrupt = events.now() + costs.moderation();
        if (!next.isDue()) {
            long exit = idle.leave(events.now());
            turn(Core.State.HALTED);
            next.in(exit);
        }
    }

    @Override
    void goOn() {
        end();
        if (interrupted || polling && !queue.isEmpty()) {
            softirq();
            return;
        }
        if (polling) {
            polling = false;
            interruptsOff = false;
        }
        if (!ready.isEmpty()) {
            message();
        } else {
            runnable = false;
            turn(idle.enter(events.now()) ? Core.State.DEEP : Core.State.HALTED);
        }
    }

    private void end() {
        for (Packet packet : inSoftirq) {
            switch (packet.kind()) {
                case SYN -> packet.client().answered(Packet.Kind.SYN);
                case MESSAGE -> ready.add(packet);
                case SILENT -> {}
            }
        }
        inSoftirq.clear();
        if (inThread != null) {
            inThread.client().answered(Packet.Kind.MESSAGE);
            inThread = null;
        }
    }

    private void softirq() {
        long spent = interrupted ? costs.interrupt() : 0;
        counts.interrupts += interrupted ? 1 : 0;
        interrupted = false;
        while (!queue.isEmpty() && inSoftirq.size() < MOST) {
            inSoftirq.add(queue.remove());
            spent += costs.softirq();
        }
        counts.batches++;
        counts.packets += inSoftirq.size();
        polling = true;
        spend(spent, 0);
    }

    private void message() {
        long spent = 0;
        long waited = 0;
        if (!runnable) {
            runnable = true;
            counts.wakeUps++;
            spent += costs.wakeUp();
        }
        if (fetched == 0) {
            fetched = Math.min(MOST, ready.size());
            counts.calls++;
            spent += costs.call();
        }
        fetched--;
        inThread = ready.remove();
        counts.messages++;
        counts.calls += 2;
        spent += 2 * costs.call() + costs.send() + Math.round(bytes * costs.copyPerByte());
        if (inThread.client().isFirst()) {
            counts.calls += CALLS_OF_A_CONNECTION;
            spent += costs.accept();
            waited = costs.locks() == 0 ? 0 : lock.use(events.now(), costs.locks() * costs.lockNs()) - events.now();
        }
        spend(spent, waited);
    }

    /**
     * The costs are those of a thread that is alone.
     *
     * @param waited for the lock, which takes as long for any thread
     */
    private void spend(long alone, long waited) {
        work(alone * sibling, waited);
    }
}
