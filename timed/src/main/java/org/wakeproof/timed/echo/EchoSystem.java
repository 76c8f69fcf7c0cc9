// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.echo;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.HdrHistogram.Histogram;
import org.wakeproof.timed.queueing.Events;
import org.wakeproof.timed.queueing.SerialResource;

/** A server and its clients, run and counted. */
public final class EchoSystem {
    private static final long LONGEST_NS = 100_000_000_000L;
    /** Each client has had this many answers before anything is counted. */
    private static final int ROUNDS = 4;

    /** Clients begin over a time like this. */
    static final double SPREAD_NS = 20_000;

    private final Events events = new Events();
    private final Network network;
    private final List<Core> cores = new ArrayList<>();
    private final List<ServerThread> threads = new ArrayList<>();
    private final SerialResource interrupts = new SerialResource();
    private final SerialResource lock = new SerialResource();
    private final Histogram latency = new Histogram(LONGEST_NS, 3);
    private final Load load;
    private long from;

    private EchoSystem(NetworkCosts network, Load load) {
        this.network = new Network(network);
        this.load = load;
    }

    /** A server with IX, whose clients run IX, too. */
    public static EchoSystem ix(Hardware hardware, IxCosts costs, Load load, long seed) {
        EchoSystem system = new EchoSystem(hardware.network(), load);
        system.cores(
                hardware,
                Core.State.POLLING,
                (core, number) -> new IxThread(system.events, core, number, costs, load.bytes()));
        system.start(ClientSystem.of(costs, load.bytes()), seed);
        return system;
    }

    /** A server with Linux, whose clients run Linux, too. */
    public static EchoSystem linux(Hardware hardware, LinuxCosts costs, Load load, long seed) {
        EchoSystem system = new EchoSystem(hardware.network(), load);
        system.cores(
                hardware,
                Core.State.HALTED,
                (core, number) -> new LinuxThread(
                        system.events,
                        core,
                        number,
                        costs,
                        hardware.alone(),
                        load.bytes(),
                        system.interrupts,
                        system.lock));
        system.start(ClientSystem.of(costs, load.bytes()), seed);
        return system;
    }

    private interface ThreadMaker {
        ServerThread make(Core core, int number);
    }

    private void cores(Hardware hardware, Core.State first, ThreadMaker maker) {
        for (int thread = 0; thread < hardware.threads(); thread++) {
            int number = hardware.core(thread);
            if (number == cores.size()) {
                cores.add(new Core(hardware.alone(), first));
            }
            Core core = cores.get(number);
            threads.add(maker.make(core, core.addThread()));
        }
    }

    private void start(ClientSystem system, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Client> clients = new ArrayList<>();
        for (int client = 0; client < load.clients(); client++) {
            clients.add(new Client(events, network, system, load, client, threads, random.split(), latency));
        }
        clients.forEach(client -> client.start(SPREAD_NS));
        events.runUntil(() -> latency.getTotalCount() >= (long) ROUNDS * load.clients());
        from = events.now();
        latency.reset();
        network.reset();
        lock.reset();
        interrupts.reset();
        threads.forEach(thread -> thread.counts().reset());
        cores.forEach(core -> core.reset(from));
    }

    /** Runs it until so many nanoseconds are counted. */
    public void runFor(long counted) {
        events.runUntil(from + counted);
    }

    /** Runs it until so many messages are counted. */
    public void runMessages(long counted) {
        events.runUntil(() -> latency.getTotalCount() >= counted);
    }

    private long counted() {
        return events.now() - from;
    }

    /** Messages that clients have had answered. */
    public long messages() {
        return latency.getTotalCount();
    }

    /** Messages that clients have had answered a second. */
    public double perSecond() {
        return messages() * 1e9 / counted();
    }

    /** Messages that a thread of the server has had a second. */
    public double perSecond(int thread) {
        return threads.get(thread).counts().messages * 1e9 / counted();
    }

    /** From a client's beginning to send until its having the answer, in nanoseconds. */
    public Histogram latency() {
        return latency;
    }

    private double forEach(ToLongFunction<Counts> count) {
        return ratio(total(count), messages());
    }

    private long total(ToLongFunction<Counts> count) {
        return threads.stream()
                .mapToLong(thread -> count.applyAsLong(thread.counts()))
                .sum();
    }

    private static double ratio(double part, double all) {
        return all == 0 ? 0 : part / all;
    }

    /** Interrupts for each message. */
    public double interrupts() {
        return forEach(counts -> counts.interrupts);
    }

    /** Wake-ups of a thread for each message. */
    public double wakeUps() {
        return forEach(counts -> counts.wakeUps);
    }

    /** System calls for each message. */
    public double calls() {
        return forEach(counts -> counts.calls);
    }

    /** Contended locks for each message. */
    public double locks() {
        return ratio(lock.uses(), messages());
    }

    /** Packets that are polled together, on average. */
    public double batch() {
        return ratio(total(counts -> counts.packets), total(counts -> counts.batches));
    }

    /** How much of its time a thread works, from 0 to 1. */
    public double worked(int thread) {
        return (double) threads.get(thread).worked() / counted();
    }

    /** How busy the threads are that are busiest, and others of what everybody shares, from 0 to 1. */
    public Limits limits() {
        double most = 0;
        for (int thread = 0; thread < threads.size(); thread++) {
            most = Math.max(most, worked(thread));
        }
        return new Limits(
                most,
                network.inShare(counted()),
                network.outShare(counted()),
                interrupts.busy() / counted(),
                lock.busy() / counted());
    }

    /**
     * How much of what there is has been used, from 0 to 1.
     *
     * @param threads the thread that works most
     * @param in links to the server
     * @param out links from it
     * @param interrupts of all that the machine takes
     * @param locks the lock that all threads want
     */
    public record Limits(double threads, double in, double out, double interrupts, double locks) {}

    /** How many cores are awake, on average. */
    public double awake() {
        return cores(core -> core.awake(events.now()));
    }

    /** How many cores are halted and not deeply asleep, on average. */
    public double halted() {
        return cores(core -> core.halted(events.now()));
    }

    private double cores(ToDoubleFunction<Core> time) {
        return cores.stream().mapToDouble(time).sum() / counted();
    }
}
