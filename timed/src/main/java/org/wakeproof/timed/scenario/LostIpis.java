// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.scenario;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;
import org.wakeproof.machine.SleepState;
import org.wakeproof.machine.Vector;
import org.wakeproof.softirq.Softirq;
import org.wakeproof.timed.run.IpiLoss;
import org.wakeproof.timed.run.Observer;
import org.wakeproof.timed.run.TimedState;
import org.wakeproof.timed.xen.XenMachine;

/**
 * A seeded fault: now and then the IPI for a raised TIMER does not arrive, and perhaps TIMER is not raised either. Counts
 * how long the CPU sleeps on.
 */
final class LostIpis implements IpiLoss, Observer {
    private static final long LONGEST_US = 7_200_000_000L;
    private static final int TIMER = 1 << Softirq.TIMER;

    private final XenMachine xen;
    private final double share;
    private final boolean raiseIsLost;
    private final long from;
    private final SplittableRandom random;
    private final boolean[] asleep;
    private final long[] lostAt;
    private final Histogram waits = new Histogram(LONGEST_US, 3);
    private TimedState run;
    private long lost;

    /**
     * Prepares it; {@link #of} is to follow before the run begins.
     *
     * @param from what is sent before arrives, in nanoseconds
     */
    LostIpis(XenMachine xen, Parameters parameters, long from, SplittableRandom random) {
        this.xen = xen;
        this.share = parameters.get("lost-ipis");
        this.raiseIsLost = share > 0 && parameters.whole("lost-with") == 1;
        this.from = from;
        this.random = random;
        this.asleep = new boolean[xen.machine().cpuCount()];
        this.lostAt = new long[asleep.length];
        Arrays.fill(lostAt, -1);
    }

    /** Is told the run. */
    void of(TimedState run) {
        this.run = run;
    }

    @Override
    public int lost(int mask, Vector vector, long time) {
        if (share == 0 || time < from || !vector.toString().equals("event check")) {
            return 0;
        }
        int losers = 0;
        for (int cpu = 0; cpu < asleep.length; cpu++) {
            if ((mask >>> cpu & 1) != 0 && pending(cpu) == TIMER && random.nextDouble() < share) {
                losers |= 1 << cpu;
                lose(cpu, time);
            }
        }
        return losers;
    }

    private int pending(int cpu) {
        return run.get(xen.softirq().softirqPending(cpu).field());
    }

    private void lose(int cpu, long time) {
        lost++;
        if (raiseIsLost) {
            run.set(xen.softirq().softirqPending(cpu).field(), 0);
        }
        if (asleep[cpu] && lostAt[cpu] < 0) {
            lostAt[cpu] = time;
        }
    }

    @Override
    public void fallsAsleep(int cpu, SleepState state, long time) {
        asleep[cpu] = true;
    }

    @Override
    public void wakes(int cpu, SleepState state, long since, long woken, long time, Vector by) {
        asleep[cpu] = false;
        if (lostAt[cpu] >= 0) {
            waits.recordValue(Math.min((woken - lostAt[cpu]) / 1000, LONGEST_US));
            lostAt[cpu] = -1;
        }
    }

    /** How many did not arrive. */
    long count() {
        return lost;
    }

    /** How long sleepers slept on behind one, in microseconds. */
    Histogram waits() {
        return waits;
    }
}
