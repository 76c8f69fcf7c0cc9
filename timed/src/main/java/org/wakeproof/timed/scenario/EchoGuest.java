// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.scenario;

import java.util.List;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;
import org.wakeproof.cpuidle.CState;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.SleepState;
import org.wakeproof.machine.Vector;
import org.wakeproof.timed.echo.Load;
import org.wakeproof.timed.echo.NetworkCosts;
import org.wakeproof.timed.echo.RemoteClients;
import org.wakeproof.timed.measure.Journeys;
import org.wakeproof.timed.measure.SleepMeasure;
import org.wakeproof.timed.run.EventQueue;
import org.wakeproof.timed.run.Observer;
import org.wakeproof.timed.run.Source;
import org.wakeproof.timed.run.TimedRun;
import org.wakeproof.timed.xen.DriverDomain;
import org.wakeproof.timed.xen.Work;

/**
 * A server that is a guest behind a driver domain: the system of {@code black-second}, whose driver is interrupted, with
 * the clients of {@code echo}. Xen's ports decide when its two CPUs sleep and what wakes them.
 */
final class EchoGuest {
    static final int CPUS = 2;
    /** What the NIC holds without dropping a message. */
    private static final int MOST_CLIENTS = 4000;

    private static final long FROM = IdleSystem.START + IdleSystem.WARM_UP;
    private static final long SLICE = 1_000_000;

    private final RemoteClients clients;
    private final PacketRun run;
    private long interrupts;
    private long end = FROM;

    /** Prepares a run. */
    EchoGuest(EchoVariant variant, Parameters parameters, Load load, long seed) {
        check(load);
        clients = new RemoteClients(
                EchoParameters.link(parameters), variant.linux(parameters), load, seed, IdleSystem.START, FROM);
        Parameters packets = parameters
                .as(EchoParameters.ofPackets(), EchoParameters.C_STATES)
                .with("driver", "interrupt");
        DriverDomain system = new PacketSystem(packets)
                .wired(
                        variant.idlePath(),
                        variant.hasCStates() ? List.of(CState.values()) : List.of(CState.C1),
                        PacketSystem.Guest.answering());
        run = new PacketRun(
                Request.of(variant.toString(), packets, 1, seed),
                system,
                new Messages(),
                List.of(new CountsInterrupts()),
                false);
    }

    /**
     * Looks whether a guest takes such messages.
     *
     * @throws IllegalArgumentException in one line if it does not
     */
    static void check(Load load) {
        if (load.clients() > MOST_CLIENTS || NetworkCosts.packets(load.bytes()) > 1) {
            throw new IllegalArgumentException("a guest takes messages of one packet, from " + MOST_CLIENTS
                    + " clients at most, not size=" + load.bytes() + " with clients=" + load.clients());
        }
    }

    private final class CountsInterrupts implements Observer {
        @Override
        public void takesInterrupt(int cpu, Vector vector, long time) {
            interrupts += time > FROM ? 1 : 0;
        }
    }

    /** Messages come from the clients, and answers go to them. */
    private final class Messages implements PacketRun.Load {
        private static final int TO_DRIVER = 0;
        private static final int TO_GUEST = 1;
        private static final int TO_ANSWER = 2;

        private Work work;
        private Source packets;
        private TimedRun timed;
        private Journeys journeys;

        @Override
        public List<String> stages() {
            return List.of(
                    "driver domain, until it has the message", "guest, until it has it", "until the answer is sent");
        }

        @Override
        public List<Source> sources(DriverDomain system, SplittableRandom random) {
            work = system.work();
            packets = new Source(system.packet(), this::arrives);
            return List.of(packets);
        }

        /** One has arrived, unless the run has just begun; when does the next one? */
        private long arrives(long time) {
            if (timed != null) {
                clients.arrives();
                journeys.begins(time);
            }
            return next(time);
        }

        private long next(long time) {
            long next = clients.next();
            return next == Long.MAX_VALUE ? EventQueue.NEVER : Math.max(time + 1, next);
        }

        @Override
        public void runs(TimedRun told, Journeys measure) {
            timed = told;
            journeys = measure;
        }

        @Override
        public int stageEnded(Procedure done, long time) {
            if (done == work.fetches()) {
                return TO_DRIVER;
            }
            if (done == work.reads()) {
                return TO_GUEST;
            }
            if (done != work.sends()) {
                return -1;
            }
            clients.answered(time);
            timed.happensAt(packets, next(time));
            return TO_ANSWER;
        }
    }

    /** Runs it until so many nanoseconds are counted. */
    void runFor(long counted) {
        end = FROM + counted;
        run.run().runUntil(end);
    }

    /** Runs it until at least so many messages are counted. */
    EchoGuest runMessages(long counted) {
        while (latency().getTotalCount() < counted) {
            end += SLICE;
            run.run().runUntil(end);
        }
        return this;
    }

    /** Counts what is going on; nothing is run any more. */
    EchoGuest finish() {
        run.sleeps().finish(end);
        return this;
    }

    private double counted() {
        return end - FROM;
    }

    /** From a client's beginning to send until its having the answer, in nanoseconds. */
    Histogram latency() {
        return clients.latency();
    }

    double perSecond() {
        return latency().getTotalCount() * 1e9 / counted();
    }

    private double forEach(double count) {
        return latency().getTotalCount() == 0 ? 0 : count / latency().getTotalCount();
    }

    /** Interrupts of both CPUs for each message. */
    double interrupts() {
        return forEach(interrupts);
    }

    /** How often one of the CPUs was woken for each message. */
    double wakeUps() {
        return forEach(run.sleeps().cpus().stream()
                .mapToLong(SleepMeasure.OfCpu::wakes)
                .sum());
    }

    /** How much of its time a CPU is awake, from 0 to 1. */
    double awake(int cpu) {
        return run.sleeps().cpu(cpu).awake() / counted();
    }

    /** How much of its time a CPU is halted, and not in a deeper state. */
    double halted(int cpu) {
        return run.sleeps().cpu(cpu).asleep(SleepState.C1_MWAIT) / counted();
    }

    /** How busy the links to the server and from it are, from 0 to 1. */
    List<Double> links() {
        double time = end - IdleSystem.START;
        return List.of(clients.linkIn((long) time), clients.linkOut((long) time));
    }

    PacketRun packets() {
        return run;
    }
}
