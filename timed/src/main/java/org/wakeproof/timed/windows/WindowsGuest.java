// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.windows;

import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;
import org.wakeproof.timed.queueing.Events;

/** A vCPU's thread, QEMU's main loop and a disk, with a number of requests that go round. */
public final class WindowsGuest {
    /** Until every request has gone round some times. */
    private static final long ROUNDS = 5;

    private final Events events = new Events();
    private final VcpuThread vcpu;
    private final MainLoop mainLoop;
    private final long from;

    /**
     * Runs it in, and counts from then on.
     *
     * @param depth how many requests fio keeps
     */
    public WindowsGuest(IoCosts costs, int depth, long seed) {
        Ring ring = new Ring();
        MainLoop[] loop = new MainLoop[1];
        vcpu = new VcpuThread(events, costs, ring, depth, () -> loop[0].kick());
        mainLoop = new MainLoop(events, costs, ring, depth, new SplittableRandom(seed), vcpu::interrupt);
        loop[0] = mainLoop;
        events.runUntil(() -> vcpu.latency().getTotalCount() >= ROUNDS * depth);
        from = events.now();
        vcpu.reset();
        mainLoop.account().reset(from);
        mainLoop.inside().reset(from);
    }

    /** Runs it until so many nanoseconds are counted. */
    public void runFor(long counted) {
        events.runUntil(from + counted);
    }

    private long counted() {
        return events.now() - from;
    }

    /** Requests that fio has had back. */
    public long requests() {
        return vcpu.latency().getTotalCount();
    }

    /** Requests that fio has had back a second. */
    public double perSecond() {
        return requests() * 1e9 / counted();
    }

    /** From submission to fio's having it back, in nanoseconds. */
    public Histogram latency() {
        return vcpu.latency();
    }

    /** How often the guest was left for that. */
    public long exits(VcpuActivity kind) {
        return vcpu.exits(kind);
    }

    /** The vCPU's time at that, as a share of all, from 0 to 1. */
    public double vcpuShare(VcpuActivity activity) {
        return (double) vcpu.account().time(activity, events.now()) / counted();
    }

    /** The share of time in which the main loop works. */
    public double mainLoopShare() {
        return (double) mainLoop.account().time(MainLoop.Activity.WORKING, events.now()) / counted();
    }

    /** How many requests QEMU has, on average. */
    public double inQemu() {
        return mainLoop.inside().mean(counted(), events.now());
    }
}
