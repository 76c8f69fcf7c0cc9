// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched.history;

import java.util.ArrayList;
import java.util.List;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.Word;

/**
 * A guest's vCPU that consumes its {@link EventFifo}'s queues, the one of the higher priority first, as Linux does.
 *
 * <p>It takes the READY bits one by one.
 */
public final class FifoGuest {
    private final EventFifo fifo;
    private final Word ready;
    private final List<Word> heads = new ArrayList<>();
    private final Procedure handleEvents;
    private final Procedure clearLinked;

    /**
     * Wires it.
     *
     * @param cpu the one that it runs on, and that boots with {@link #run()}
     */
    public FifoGuest(Machine machine, EventFifo fifo, int cpu) {
        this.fifo = fifo;
        this.ready = machine.mask("guest's ready", 2).ownedBy(cpu);
        for (int priority = 0; priority < 2; priority++) {
            heads.add(machine.word("guest's head[" + priority + "]", 3, 0)
                    .ownedBy(cpu)
                    .notable()
                    .shownAs(EventFifo::name));
        }
        this.handleEvents = machine.function("handle_events", this::handleEvents);
        this.clearLinked = machine.function("clear_linked", this::clearLinked);
    }

    /** Handles events for ever; without arguments or result. */
    public void run() {
        handleEvents.repeat();
    }

    private int handleEvents() {
        if (ready.load() == 0) {
            fifo.ready().awaitOtherThan(0);
        }
        for (int priority = 0; priority < 2; priority++) {
            if (fifo.ready().testAndClearBit(priority)) {
                ready.store(ready.load() | 1 << priority);
            }
        }
        int queues = ready.load();
        if (queues != 0) {
            consumeOneEvent(Integer.numberOfTrailingZeros(queues));
        }
        return Procedure.AGAIN;
    }

    private void consumeOneEvent(int priority) {
        Word head = heads.get(priority);
        int port = head.load();
        if (port == 0) {
            port = fifo.head(priority).load();
        }
        int next = clearLinked.call(port);
        if (next == 0) {
            ready.store(ready.load() & ~(1 << priority));
        }
        head.store(next);
        if ((fifo.word(port).load() >>> EventFifo.PENDING & 1) != 0) {
            fifo.word(port).clearBit(EventFifo.PENDING);
        }
    }

    /** Takes an event from its queue and returns the next. */
    private int clearLinked(int port) {
        Word word = fifo.word(port);
        int old = word.load();
        int seen = word.compareExchange(old, old & 1 << EventFifo.PENDING);
        while (seen != old) {
            old = seen;
            seen = word.compareExchange(old, old & 1 << EventFifo.PENDING);
        }
        return old >>> EventFifo.LINK;
    }
}
