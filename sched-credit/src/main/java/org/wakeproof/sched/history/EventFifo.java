// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched.history;

import java.util.ArrayList;
import java.util.List;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.SpinLock;
import org.wakeproof.machine.Word;
import org.wakeproof.machine.XenSource;

/**
 * FIFO event channels of one vCPU as of January 2014: queues of events that are linked through the events' words, which
 * the guest shares.
 *
 * <p>Left out: masking, and BUSY, which keeps the guest from it; the upcall, as the guest looks at READY by itself; and
 * the second and third try to lock an event's old queue, since each event is raised by one CPU only.
 */
public class EventFifo {
    private static final String FILE = "xen/common/event_fifo.c";
    private static final String COMMIT = "e33d4257fc";
    static final int PENDING = 0;
    static final int LINKED = 1;
    static final int LINK = 2;
    private static final int LINK_MASK = 0b11 << LINK;
    private static final int FIRST = 1;

    private final List<Event> events = new ArrayList<>();
    private final List<Queue> queues = new ArrayList<>();
    private final Word ready;
    private final Procedure setPending;
    private final Procedure setLink;

    /** An event channel: the word that the guest shares, and what only Xen sees. */
    private record Event(Word word, Word priority, Word lastPriority) {}

    /** A queue: its head in the control block, which the guest shares, and its tail. */
    private record Queue(SpinLock lock, Word head, Word tail) {}

    /**
     * Wires events, named E, F and G from port 1 on, and two queues; all events have priority 0, the higher.
     *
     * @param raisers the CPU that raises each event; at most three
     */
    public EventFifo(Machine machine, int... raisers) {
        for (int raiser : raisers) {
            String name = name(FIRST + events.size());
            events.add(new Event(
                    machine.mask(name + ".word", LINK + 2).shownAs(EventFifo::format),
                    machine.word(name + ".priority", 1, 0).ownedBy(raiser).notable(),
                    machine.word(name + ".last_priority", 1, 0).ownedBy(raiser)));
        }
        for (int priority = 0; priority < 2; priority++) {
            SpinLock lock = machine.lock("queue[" + priority + "].lock");
            queues.add(new Queue(
                    lock,
                    machine.word("head[" + priority + "]", raisers.length, 0)
                            .writtenUnder(lock)
                            .shownAs(EventFifo::name),
                    machine.word("queue[" + priority + "].tail", raisers.length, 0)
                            .guardedBy(lock)
                            .notable()
                            .shownAs(EventFifo::name)));
        }
        this.ready = machine.mask("ready", 2).shownAs(EventFifo::formatReady);
        this.setPending = machine.procedure("evtchn_fifo_set_pending", this::setPending);
        this.setLink = machine.function("evtchn_fifo_set_link", this::setLink);
    }

    /** The word of an event, shared with the guest. */
    public final Word word(int port) {
        return events.get(port - FIRST).word;
    }

    /** The head of a queue, shared with the guest. */
    final Word head(int priority) {
        return queues.get(priority).head;
    }

    /** The queues that have a new head, one bit each. */
    final Word ready() {
        return ready;
    }

    /** Has later raises of an event go to another queue. */
    @XenSource(value = "evtchn_fifo_set_priority", file = FILE, commit = COMMIT)
    public void setPriority(int port, int priority) {
        events.get(port - FIRST).priority.store(priority);
    }

    /** Raises an event. */
    public void evtchnFifoSetPending(int port) {
        setPending.call(port);
    }

    @XenSource(value = "evtchn_fifo_set_pending", file = FILE, commit = COMMIT)
    private void setPending(int port) {
        word(port).testAndSetBit(PENDING);
        int priority = lockForLinking(port);
        if (priority < 0) {
            return;
        }
        Queue q = queues.get(priority);
        int tail = liveTail(q.tail.load(), port);
        boolean linked = tail != 0 && setLink.call(tail, port) != 0;
        if (!linked) {
            q.head.store(port);
        }
        q.tail.store(port);
        q.lock.unlock();
        if (isToldReady(linked)) {
            ready.testAndSetBit(priority);
        }
    }

    /** Sets LINKED and returns the queue to link to, whose lock is held; less than 0 if the event is linked already. */
    @XenSource(value = "evtchn_fifo_set_pending", file = FILE, commit = COMMIT)
    protected int lockForLinking(int port) {
        Event evtchn = events.get(port - FIRST);
        if ((evtchn.word.load() >>> LINKED & 1) != 0) {
            return -1;
        }
        int priority = evtchn.priority.load();
        int oldPriority = evtchn.lastPriority.load();
        Queue oldQ = queues.get(oldPriority);
        oldQ.lock.lock();
        if (evtchn.word.testAndSetBit(LINKED)) {
            oldQ.lock.unlock();
            return -1;
        }
        if (oldQ.tail.load() == port) {
            oldQ.tail.store(0);
        }
        if (oldPriority != priority) {
            evtchn.lastPriority.store(priority);
            oldQ.lock.unlock();
            queues.get(priority).lock.lock();
        }
        return priority;
    }

    /** The queue that an event goes to now. */
    protected final int priorityOf(int port) {
        return events.get(port - FIRST).priority.load();
    }

    /** Takes a queue's lock. */
    protected final void lock(int priority) {
        queues.get(priority).lock.lock();
    }

    /** The tail to link the event to, 0 for none. */
    protected int liveTail(int tail, int port) {
        return tail;
    }

    /** Whether the guest is told that the queue is ready. */
    protected boolean isToldReady(boolean linked) {
        return !linked;
    }

    /** Links an event to a tail, if the guest has not consumed that; it may, or may handle it, in between. */
    @XenSource(value = "evtchn_fifo_set_link", file = FILE, commit = COMMIT)
    private int setLink(int tail, int port) {
        Word word = word(tail);
        int old = word.load();
        while ((old >>> LINKED & 1) != 0) {
            int seen = word.compareExchange(old, old & ~LINK_MASK | port << LINK);
            if (seen == old) {
                return 1;
            }
            old = seen;
        }
        return 0;
    }

    static String name(int port) {
        return port == 0 ? "none" : String.valueOf((char) ('E' + port - FIRST));
    }

    private static String formatReady(int queues) {
        return switch (queues) {
            case 0 -> "{}";
            case 1 -> "queue 0";
            case 2 -> "queue 1";
            default -> "queues 0 and 1";
        };
    }

    private static String format(int word) {
        String text = ((word >>> PENDING & 1) != 0 ? "|PENDING" : "")
                + ((word >>> LINKED & 1) != 0 ? "|LINKED" : "")
                + (word >>> LINK != 0 ? "|link to " + name(word >>> LINK) : "");
        return text.isEmpty() ? "0" : text.substring(1);
    }
}
