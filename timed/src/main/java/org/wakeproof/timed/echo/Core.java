// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.echo;

import java.util.ArrayList;
import java.util.List;
import org.wakeproof.timed.queueing.TimeAccount;

/** A core with one or two hardware threads, which are slower while both are at something. */
final class Core {
    /** What a thread is at. A core is at what the more wakeful of its threads is at. */
    enum State {
        /** It works on packets. */
        WORKING,
        /** It looks for packets again and again. */
        POLLING,
        /** It is halted, and comes back at once. */
        HALTED,
        /** It is in C3 or C6. */
        DEEP
    }

    private final double alone;
    private final List<TimeAccount<State>> threads = new ArrayList<>();
    private final TimeAccount<State> whole;
    private final State first;

    /**
     * @param alone how much faster a thread is whose sibling sleeps
     * @param first what threads are at in the beginning
     */
    Core(double alone, State first) {
        this.alone = alone;
        this.first = first;
        whole = new TimeAccount<>(State.class, first);
    }

    /** Adds a thread, and returns its number. */
    int addThread() {
        threads.add(new TimeAccount<>(State.class, first));
        return threads.size() - 1;
    }

    void turn(int thread, State state, long now) {
        threads.get(thread).turn(state, now);
        State awake = State.DEEP;
        for (TimeAccount<State> each : threads) {
            awake = each.current().compareTo(awake) < 0 ? each.current() : awake;
        }
        whole.turn(awake, now);
    }

    /** How fast a thread is, as a multiple of its speed next to a busy sibling. */
    double speed(int thread) {
        for (int other = 0; other < threads.size(); other++) {
            if (other != thread && threads.get(other).current().compareTo(State.POLLING) <= 0) {
                return 1;
            }
        }
        return alone;
    }

    void reset(long now) {
        threads.forEach(thread -> thread.reset(now));
        whole.reset(now);
    }

    long worked(int thread, long now) {
        return threads.get(thread).time(State.WORKING, now);
    }

    /** For how long the core has been awake until now. */
    long awake(long now) {
        return whole.time(State.WORKING, now) + whole.time(State.POLLING, now);
    }

    /** For how long it has been halted, but not deeply. */
    long halted(long now) {
        return whole.time(State.HALTED, now);
    }
}
