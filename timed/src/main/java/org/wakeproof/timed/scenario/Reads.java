// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.scenario;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import org.wakeproof.machine.Procedure;
import org.wakeproof.timed.measure.Journeys;
import org.wakeproof.timed.run.EventQueue;
import org.wakeproof.timed.run.Source;
import org.wakeproof.timed.run.TimedRun;
import org.wakeproof.timed.xen.Application;
import org.wakeproof.timed.xen.DriverDomain;
import org.wakeproof.timed.xen.Work;

/**
 * The guest sends requests to a cache, and reads its answers. A thread that waits for no answer begins to read after a
 * random time; where all threads wait, nobody begins, and as such times have no memory this is what a closed loop does.
 */
final class Reads implements PacketRun.Load {
    /** Until the request is on the ring: what a write of the guest's takes. */
    static final int WRITING = 0;

    private static final int SENDING = 1;
    private static final int AT_SERVER = 2;
    private static final int FETCHING = 3;
    private static final int READING = 4;
    /** A packet of 1500 bytes on a wire of 1 Gbit/s. */
    private static final long WIRE = 12_000;

    private final double rate;
    private final long server;
    private final int segments;
    private final int requestPackets;
    private final Deque<Long> arrivals = new ArrayDeque<>();
    private Application application;
    private Work work;
    private Source packets;
    private TimedRun run;
    private Journeys journeys;
    private int asked;
    private long arrived;
    private long fetched;
    private long written;
    private long sent;

    /**
     * @param rate how often a thread that does not wait begins, per second
     * @param server until the first packet of an answer arrives, in nanoseconds
     * @param segments packets of an answer
     * @param requestPackets packets of a request
     */
    Reads(double rate, long server, int segments, int requestPackets) {
        this.rate = rate;
        this.server = server;
        this.segments = segments;
        this.requestPackets = requestPackets;
    }

    @Override
    public List<String> stages() {
        return List.of(
                "guest, until it has written",
                "driver domain, until it has sent",
                "server and wire",
                "driver domain, until it has the answer",
                "guest, until it has read");
    }

    @Override
    public List<Source> sources(DriverDomain system, SplittableRandom random) {
        work = system.work();
        application = system.application();
        packets = new Source(system.packet(), this::arrives);
        return List.of(packets, new Source(application.asks(), time -> {
            begins(time);
            return time + 1 + (long) Surroundings.exponential(random, 1e9 / rate);
        }));
    }

    @Override
    public void runs(TimedRun told, Journeys measure) {
        run = told;
        journeys = measure;
    }

    /** Nobody has been asked where all threads wait. */
    private void begins(long time) {
        if (run != null && run.get(application.asked().field()) != asked) {
            asked = run.get(application.asked().field());
            journeys.begins(time);
        }
    }

    /** A packet has arrived; the next one may have been sent already. */
    private long arrives(long time) {
        if (run == null) {
            return EventQueue.NEVER;
        }
        arrivals.remove();
        arrived++;
        if (arrived % segments == 0) {
            journeys.leaves(AT_SERVER, time, null);
        }
        return arrivals.isEmpty() ? EventQueue.NEVER : Math.max(time + 1, arrivals.peek());
    }

    @Override
    public int stageEnded(Procedure done, long time) {
        if (done == work.writes()) {
            return ++written % requestPackets == 0 ? WRITING : -1;
        }
        if (done == work.sends()) {
            return ++sent % requestPackets == 0 ? isSent(time) : -1;
        }
        if (done == work.fetches()) {
            fetched++;
            return fetched % segments == 0 ? FETCHING : -1;
        }
        return done == work.reads() ? READING : -1;
    }

    /** A request has been sent as a whole. */
    private int isSent(long time) {
        answers(time);
        return SENDING;
    }

    private void answers(long time) {
        long last = arrivals.isEmpty() ? 0 : arrivals.peekLast();
        for (int segment = 0; segment < segments; segment++) {
            last = Math.max(time + server, last + WIRE);
            arrivals.add(last);
        }
        run.happensAt(packets, arrivals.peek());
    }
}
