// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.wakeproof.timed.echo.Load;
import org.wakeproof.timed.echo.NetworkCosts;
import org.wakeproof.timed.scenario.Outcome.Curve;
import org.wakeproof.timed.scenario.Outcome.Distribution;
import org.wakeproof.timed.scenario.Outcome.Figure;
import org.wakeproof.timed.scenario.Outcome.Point;
import org.wakeproof.timed.scenario.Outcome.Table;

/** A guest that echoes messages, and others that are like it but for their load: the figures and curves of {@code echo}. */
final class EchoGuests {
    private static final int PARTS = 50;
    private static final int FEW = 100;
    /** A point of a curve. */
    private static final int MESSAGES = 1000;

    private static final double NS = 1e9;

    private final EchoVariant variant;
    private final Request request;
    private final Parameters parameters;
    private final Load load;
    private int done;

    EchoGuests(EchoVariant variant, Request request) {
        this.variant = variant;
        this.request = request;
        this.parameters = request.parameters();
        this.load = EchoParameters.messages(parameters);
    }

    private EchoGuest with(Load other) {
        return new EchoGuest(variant, parameters, other, request.seed());
    }

    Outcome outcome() {
        EchoGuest loaded = with(load);
        for (int part = 1; part <= PARTS; part++) {
            loaded.runFor((long) (request.seconds() * NS / PARTS * part));
            request.progress().accept(0.5 * part / PARTS);
        }
        loaded.finish();
        List<Table> tables = new ArrayList<>(List.of(limits(loaded)));
        EchoGuest one = with(load.with(1, 0)).runMessages(FEW);
        tables.addAll(JourneyTables.of(one.packets().journeys(), "one client: "));
        return Outcome.of(
                "echo",
                request,
                figures(loaded, one),
                tables,
                List.of(new Distribution("round trip", loaded.latency(), 1000)),
                curves(loaded.perSecond()),
                loaded.packets().lanes());
    }

    private List<Figure> figures(EchoGuest loaded, EchoGuest one) {
        double power = power(loaded);
        return List.of(
                new Figure("messages a second", loaded.perSecond(), ""),
                new Figure("round trip, p50", loaded.latency().getValueAtPercentile(50) / 1e3, "us"),
                new Figure("round trip, p99", loaded.latency().getValueAtPercentile(99) / 1e3, "us"),
                new Figure("one way, one client", oneWay(one), "us"),
                new Figure(
                        "one way, now and then",
                        oneWay(with(load.with(1, EchoSystems.LONG_NS)).runMessages(FEW)),
                        "us"),
                new Figure("packets polled together", Figure.NOT_COUNTED, ""),
                new Figure("interrupts for each message", loaded.interrupts(), ""),
                new Figure("wake-ups for each message", loaded.wakeUps(), ""),
                new Figure("system calls for each message", Figure.NOT_COUNTED, ""),
                new Figure("threads at work", 100 * (loaded.awake(0) + loaded.awake(1)) / EchoGuest.CPUS, "%"),
                new Figure("power of the cores", power, "W"),
                new Figure(
                        "energy of a message", loaded.perSecond() == 0 ? 0 : 1e6 * power / loaded.perSecond(), "uJ"));
    }

    /** Half of a round trip, in microseconds. */
    private static double oneWay(EchoGuest guest) {
        return guest.latency().getValueAtPercentile(50) / 2e3;
    }

    /** What the two cores take, in watts. */
    private double power(EchoGuest guest) {
        return IntStream.range(0, EchoGuest.CPUS)
                .mapToDouble(cpu -> guest.awake(cpu) * parameters.get("core-power")
                        + guest.halted(cpu) * parameters.get("halted-power"))
                .sum();
    }

    private static Table limits(EchoGuest loaded) {
        List<List<Object>> rows = new ArrayList<>();
        Echo.row(rows, "the guest's CPU", loaded.awake(0));
        Echo.row(rows, "the driver domain's CPU", loaded.awake(1));
        Echo.row(rows, "the link to the server", loaded.links().get(0));
        Echo.row(rows, "the link from the server", loaded.links().get(1));
        return new Table("limits", List.of("limit", "used, %", ""), rows);
    }

    private List<Curve> curves(double most) {
        List<Point> latencies = new ArrayList<>();
        List<Point> powers = new ArrayList<>();
        for (double part : EchoCurves.LOADS) {
            EchoGuest guest = with(load.with(load.clients(), load.clients() / (part * most) * NS))
                    .runMessages(MESSAGES)
                    .finish();
            latencies.add(new Point(guest.perSecond(), guest.latency().getValueAtPercentile(99) / 1e3));
            powers.add(new Point(guest.perSecond(), power(guest)));
            over();
        }
        List<Point> sizes = new ArrayList<>();
        for (int bytes : EchoCurves.SIZES) {
            if (NetworkCosts.packets(bytes) == 1) {
                sizes.add(new Point(
                        bytes, oneWay(with(load.with(1, 0).withBytes(bytes)).runMessages(FEW))));
            }
        }
        return List.of(
                new Curve(
                        EchoCurves.BY_THREADS,
                        EchoCurves.THREADS_AXIS,
                        EchoCurves.RATE_AXIS,
                        List.of(new Point(1, most)),
                        List.of()),
                new Curve(EchoCurves.LATENCY, EchoCurves.LOAD_AXIS, EchoCurves.P99_AXIS, latencies, List.of()),
                new Curve(EchoCurves.POWER, EchoCurves.LOAD_AXIS, EchoCurves.WATTS_AXIS, powers, List.of()),
                new Curve(EchoCurves.BY_SIZE, EchoCurves.SIZE_AXIS, EchoCurves.ONE_WAY_AXIS, sizes, List.of()));
    }

    private void over() {
        done++;
        request.progress().accept(0.5 + 0.5 * done / EchoCurves.LOADS.length);
    }
}
