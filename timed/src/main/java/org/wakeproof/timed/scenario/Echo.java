// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.scenario;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wakeproof.timed.echo.EchoSystem;
import org.wakeproof.timed.scenario.Outcome.Distribution;
import org.wakeproof.timed.scenario.Outcome.Figure;
import org.wakeproof.timed.scenario.Outcome.Table;

/** A server that echoes messages: on interrupts, or by polling. */
final class Echo implements TimedScenario {
    private static final double NS = 1e9;
    private static final int PARTS = 50;
    private static final double BOUND = 0.97;

    @Override
    public String name() {
        return "echo";
    }

    @Override
    public String summary() {
        return "a server that echoes messages, on interrupts or by polling: latency, throughput, and what limits them";
    }

    @Override
    public Map<String, String> variants() {
        Map<String, String> all = new LinkedHashMap<>();
        for (EchoVariant variant : EchoVariant.values()) {
            all.put(variant.toString(), variant.title());
        }
        return all;
    }

    @Override
    public double usualSeconds() {
        return 0.05;
    }

    @Override
    public List<Parameter> parameters() {
        return EchoParameters.all();
    }

    @Override
    public void check(Request request) {
        if (EchoVariant.named(request.variant()).isGuest()) {
            EchoGuest.check(EchoParameters.messages(request.parameters()));
        }
    }

    @Override
    public Outcome run(Request request) {
        EchoVariant variant = EchoVariant.named(request.variant());
        if (variant.isGuest()) {
            return new EchoGuests(variant, request).outcome();
        }
        EchoSystems systems = new EchoSystems(request);
        EchoSystem loaded = systems.loaded();
        long length = (long) (request.seconds() * NS);
        for (int part = 1; part <= PARTS; part++) {
            loaded.runFor((long) ((double) length / PARTS * part));
            request.progress().accept(0.5 * part / PARTS);
        }
        EchoCurves curves = new EchoCurves(systems, request.progress());
        return Outcome.of(
                name(),
                request,
                figures(systems, loaded),
                List.of(limits(loaded), threads(systems, loaded)),
                List.of(new Distribution("round trip", loaded.latency(), 1000)),
                curves.all(),
                Lanes.none());
    }

    private static List<Figure> figures(EchoSystems systems, EchoSystem loaded) {
        double power = systems.power(loaded);
        return List.of(
                new Figure("messages a second", loaded.perSecond(), ""),
                new Figure("round trip, p50", loaded.latency().getValueAtPercentile(50) / 1e3, "us"),
                new Figure("round trip, p99", loaded.latency().getValueAtPercentile(99) / 1e3, "us"),
                new Figure("one way, one client", systems.oneWay(systems.bytes()), "us"),
                new Figure("one way, now and then", systems.nowAndThen(), "us"),
                new Figure("packets polled together", loaded.batch(), ""),
                new Figure("interrupts for each message", loaded.interrupts(), ""),
                new Figure("wake-ups for each message", loaded.wakeUps(), ""),
                new Figure("system calls for each message", loaded.calls(), ""),
                new Figure("threads at work", 100 * systems.worked(loaded), "%"),
                new Figure("power of the cores", power, "W"),
                new Figure("energy of a message", loaded.messages() == 0 ? 0 : 1e6 * power / loaded.perSecond(), "uJ"));
    }

    /** Which limit binds. */
    private static Table limits(EchoSystem loaded) {
        EchoSystem.Limits limits = loaded.limits();
        List<List<Object>> rows = new ArrayList<>();
        row(rows, "the busiest thread", limits.threads());
        row(rows, "links to the server", limits.in());
        row(rows, "links from the server", limits.out());
        row(rows, "interrupts", limits.interrupts());
        row(rows, "contended locks", limits.locks());
        return new Table("limits", List.of("limit", "used, %", ""), rows);
    }

    static void row(List<List<Object>> rows, String name, double share) {
        rows.add(List.of(name, 100 * share, share >= BOUND ? "binds" : ""));
    }

    private static Table threads(EchoSystems systems, EchoSystem loaded) {
        List<List<Object>> rows = new ArrayList<>();
        for (int thread = 0; thread < systems.threads(); thread++) {
            rows.add(List.of("thread " + thread, loaded.perSecond(thread), 100 * loaded.worked(thread)));
        }
        return new Table("threads", List.of("thread", "messages a second", "at work, %"), rows);
    }
}
