// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.windows;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.HdrHistogram.Histogram;
import org.wakeproof.timed.queueing.Events;
import org.wakeproof.timed.queueing.TimeAccount;

/**
 * The thread of the only vCPU. A request has two halves there: fio has the result of the request before and submits the
 * next, and the driver has it back and completes it. Interrupts are taken between halves; the driver, once interrupted,
 * goes on until the ring is empty.
 */
final class VcpuThread {
    private static final long LONGEST_NS = 100_000_000_000L;

    private final Events events;
    private final IoCosts costs;
    private final Ring ring;
    private final Runnable kick;
    private final Events.Event next;
    private final Program submission;
    private final Program completion;
    private final Deque<Integer> forFio = new ArrayDeque<>();
    private final long[] submittedAt;
    private final TimeAccount<VcpuActivity> account = new TimeAccount<>(VcpuActivity.class, VcpuActivity.GUEST);
    private final long[] exits = new long[VcpuActivity.values().length];
    private final Histogram latency = new Histogram(LONGEST_NS, 3);
    private Program program;
    private int request;
    private int step;
    private boolean interrupted;
    private boolean inDriver;
    private boolean atTracing;
    private boolean notifies;

    /**
     * @param depth how many requests fio keeps
     * @param kick notifies the device
     */
    VcpuThread(Events events, IoCosts costs, Ring ring, int depth, Runnable kick) {
        this.events = events;
        this.costs = costs;
        this.ring = ring;
        this.kick = kick;
        submission = Program.submission(costs);
        completion = Program.completion(costs);
        submittedAt = new long[depth];
        Arrays.fill(submittedAt, -1);
        for (int each = 0; each < depth; each++) {
            forFio.add(each);
        }
        next = events.declare(this::goOn);
        next.at(0);
    }

    /** The device has completed a request, and the driver wants to know. */
    void interrupt() {
        interrupted = true;
        if (account.current() == VcpuActivity.ASLEEP && !next.isDue()) {
            next.in(costs.wakeUp());
        }
    }

    private void goOn() {
        if (program != null && !atTracing && costs.tracing() > 0) {
            atTracing = true;
            spend(VcpuActivity.TRACING, Math.round(costs.tracing() * program.duration(step)));
            return;
        }
        atTracing = false;
        if (program != null && ++step < program.length()) {
            perform();
            return;
        }
        end();
        choose();
    }

    /** The program that was run, if any, has come to its end. */
    private void end() {
        if (program == submission) {
            if (notifies) {
                kick.run();
            }
        } else if (program == completion) {
            forFio.add(request);
        }
        program = null;
    }

    private void choose() {
        boolean running = account.current() != VcpuActivity.HALT && account.current() != VcpuActivity.ASLEEP;
        boolean byInterrupt = interrupted && running && !costs.posted();
        inDriver |= interrupted;
        interrupted = false;
        if (inDriver) {
            request = ring.reap();
            inDriver = request >= 0;
            if (inDriver) {
                completion.setRing(byInterrupt ? VcpuActivity.INTERRUPT : VcpuActivity.GUEST);
                begin(completion);
                return;
            }
        }
        if (!forFio.isEmpty()) {
            request = forFio.remove();
            fioHas(request);
            begin(submission);
        } else if (account.current() != VcpuActivity.HALT) {
            exits[VcpuActivity.HALT.ordinal()]++;
            spend(VcpuActivity.HALT, costs.lightExit());
        } else {
            account.turn(VcpuActivity.ASLEEP, events.now());
        }
    }

    private void fioHas(int number) {
        long now = events.now();
        if (submittedAt[number] >= 0) {
            latency.recordValue(Math.min(LONGEST_NS, now - submittedAt[number]));
        }
        submittedAt[number] = now;
    }

    private void begin(Program chosen) {
        program = chosen;
        step = 0;
        perform();
    }

    private void perform() {
        if (program == submission && step == program.length() - 1) {
            notifies = ring.submit(request);
            submission.setRing(notifies ? VcpuActivity.KICK : VcpuActivity.GUEST);
        }
        VcpuActivity activity = program.activity(step);
        exits[activity.ordinal()] += activity.isExit() ? 1 : 0;
        spend(activity, program.duration(step));
    }

    private void spend(VcpuActivity activity, long duration) {
        account.turn(activity, events.now());
        next.in(duration);
    }

    /** Counts anew from now on. */
    void reset() {
        account.reset(events.now());
        Arrays.fill(exits, 0);
        latency.reset();
    }

    TimeAccount<VcpuActivity> account() {
        return account;
    }

    long exits(VcpuActivity kind) {
        return exits[kind.ordinal()];
    }

    /** From a request's submission until fio has it back, in nanoseconds. */
    Histogram latency() {
        return latency;
    }
}
