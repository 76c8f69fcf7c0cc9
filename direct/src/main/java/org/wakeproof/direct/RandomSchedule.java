// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.direct;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;

/** One random schedule on a plain JVM, the same for the same seed: agents hand a baton on. */
final class RandomSchedule implements Schedule {
    /** Leaves an agent's code once the run is over; carries nothing. */
    private static final class Over extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Over() {
            super(null, null, false, false);
        }
    }

    private final int cpus;
    private final int deviceOdds;
    private final SplittableRandom random;
    private final Semaphore[] batons;
    private final Semaphore finished = new Semaphore(0);
    private volatile boolean over;
    private volatile Throwable failure;

    /**
     * @param deviceOdds a device acts once in so many times
     */
    RandomSchedule(long seed, int cpus, int agents, int deviceOdds) {
        this.cpus = cpus;
        this.deviceOdds = deviceOdds;
        random = new SplittableRandom(seed);
        batons = new Semaphore[agents];
        Arrays.setAll(batons, agent -> new Semaphore(0));
    }

    @Override
    public void point(int agent) {
        int next = next();
        // One that has not arrived yet takes its baton once it does.
        if (next != agent) {
            batons[next].release();
            await(agent);
        }
    }

    private int next() {
        boolean device = cpus < batons.length && random.nextInt(deviceOdds) == 0;
        return device ? cpus + random.nextInt(batons.length - cpus) : random.nextInt(cpus);
    }

    @Override
    public void blocked(int agent) {
        point(agent);
    }

    private void await(int agent) {
        batons[agent].acquireUninterruptibly();
        if (over) {
            throw new Over();
        }
    }

    @Override
    public int choose(int choices) {
        return random.nextInt(choices);
    }

    @Override
    public void end() {
        over = true;
        throw new Over();
    }

    @Override
    public void run(List<Agent> agents) {
        for (int agent = 0; agent < agents.size(); agent++) {
            int number = agent;
            Runnable body = agents.get(agent).body();
            Thread thread = agents.get(agent).around(() -> carry(number, body));
            thread.setDaemon(true);
            thread.start();
        }
        batons[0].release();
        finished.acquireUninterruptibly();
        for (Semaphore baton : batons) {
            baton.release();
        }
        finished.acquireUninterruptibly(batons.length - 1);
        if (failure instanceof RuntimeException cause) {
            throw cause;
        }
        if (failure instanceof Error cause) {
            throw cause;
        }
    }

    private void carry(int agent, Runnable body) {
        try {
            await(agent);
            body.run();
        } catch (Over e) {
            // As it should be.
        } catch (RuntimeException | Error e) {
            failure = e;
            over = true;
        } finally {
            finished.release();
        }
    }
}
