// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;
import org.wakeproof.timed.echo.EchoSystem;
import org.wakeproof.timed.echo.Hardware;
import org.wakeproof.timed.scenario.Outcome.Axis;
import org.wakeproof.timed.scenario.Outcome.Curve;
import org.wakeproof.timed.scenario.Outcome.Limit;
import org.wakeproof.timed.scenario.Outcome.Point;

/** Throughput by threads, latency and power by load, latency by the size of a message. */
final class EchoCurves {
    /** A point of a curve. */
    private static final int MESSAGES = 8000;

    static final double[] LOADS = {0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 0.5, 0.7, 0.85, 0.95};
    static final int[] SIZES = {64, 256, 1024, 4096, 16_384, 65_536};
    private static final int THREADS = 2 * Hardware.CORES;

    static final String BY_THREADS = "Messages a second by threads";
    static final String LATENCY = "Latency by load";
    static final String POWER = "Power by load";
    static final String BY_SIZE = "Latency by the size of a message, one client";
    static final Axis THREADS_AXIS = new Axis("threads of the server", false);
    static final Axis RATE_AXIS = new Axis("messages a second", false);
    static final Axis LOAD_AXIS = new Axis("messages a second", true);
    static final Axis P99_AXIS = new Axis("round trip, p99, us", true);
    static final Axis WATTS_AXIS = new Axis("W, of the cores", false);
    static final Axis SIZE_AXIS = new Axis("bytes", true);
    static final Axis ONE_WAY_AXIS = new Axis("one way, us", true);

    private final EchoSystems systems;
    private final DoubleConsumer progress;
    private final Limit limit;
    private int done;

    /**
     * @param progress is at a half
     */
    EchoCurves(EchoSystems systems, DoubleConsumer progress) {
        this.systems = systems;
        this.progress = progress;
        limit = new Limit("the links", systems.network().messagesPerSecond(systems.bytes()), false);
    }

    List<Curve> all() {
        List<Curve> all = new ArrayList<>();
        all.add(byThreads());
        all.addAll(byLoad());
        all.add(bySize());
        return all;
    }

    private void over() {
        done++;
        progress.accept(0.5 + 0.5 * done / (THREADS + LOADS.length + SIZES.length));
    }

    private Curve byThreads() {
        List<Point> points = new ArrayList<>();
        for (int threads = 1; threads <= THREADS; threads++) {
            EchoSystem system = systems.withThreads(threads);
            system.runMessages(MESSAGES);
            points.add(new Point(threads, system.perSecond()));
            over();
        }
        return new Curve(
                BY_THREADS,
                THREADS_AXIS,
                RATE_AXIS,
                points,
                systems.takesInterrupts()
                        ? List.of(
                                limit,
                                new Limit("all interrupts, one for each message", systems.interruptLimit(), false))
                        : List.of(limit));
    }

    /** Clients that think, so that the load is a part of the most. */
    private List<Curve> byLoad() {
        EchoSystem restless = systems.thinking(0);
        restless.runMessages(MESSAGES);
        double most = restless.perSecond();
        List<Point> latencies = new ArrayList<>();
        List<Point> powers = new ArrayList<>();
        for (double load : LOADS) {
            EchoSystem system = systems.thinking(systems.clients() / (load * most) * 1e9);
            system.runMessages(MESSAGES);
            latencies.add(new Point(system.perSecond(), system.latency().getValueAtPercentile(99) / 1e3));
            powers.add(new Point(system.perSecond(), systems.power(system)));
            over();
        }
        List<Limit> limits = List.of(new Limit(limit.name(), limit.value(), true));
        return List.of(
                new Curve(LATENCY, LOAD_AXIS, P99_AXIS, latencies, limits),
                new Curve(POWER, LOAD_AXIS, WATTS_AXIS, powers, limits));
    }

    private Curve bySize() {
        List<Point> points = new ArrayList<>();
        for (int bytes : SIZES) {
            points.add(new Point(bytes, systems.oneWay(bytes)));
            over();
        }
        return new Curve(BY_SIZE, SIZE_AXIS, ONE_WAY_AXIS, points, List.of());
    }
}
