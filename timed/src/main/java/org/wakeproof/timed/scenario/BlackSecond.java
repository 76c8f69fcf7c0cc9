// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.wakeproof.timed.measure.RequestMeasure;
import org.wakeproof.timed.scenario.Outcome.Distribution;
import org.wakeproof.timed.scenario.Outcome.Figure;

/** Packets for a guest by way of a driver domain: how long they take, and where. */
final class BlackSecond implements TimedScenario {
    @Override
    public String name() {
        return "black-second";
    }

    @Override
    public String summary() {
        return "packets for a guest by way of a driver domain that sleeps: how long until the guest has them?";
    }

    @Override
    public Map<String, String> variants() {
        return IdleVariants.all();
    }

    @Override
    public double usualSeconds() {
        return 200;
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>();
        all.add(Parameter.word(
                "driver",
                List.of("timer", "interrupt"),
                "what wakes the driver domain",
                "drivers under load look by a timer, others are interrupted"));
        all.add(Parameter.number(
                "poll",
                Unit.DURATION,
                20e6,
                1e6,
                1e9,
                "how often a driver with a timer looks",
                "assumption: sweep it"));
        all.add(Parameter.number("packets", Unit.RATE, 20, 0.1, 1000, "packets that arrive", "the sheet of one user"));
        IdleParameters.all(1).stream()
                .filter(parameter -> !parameter.name().startsWith("dom0-")
                        && !parameter.name().startsWith("device-int")
                        && !parameter.name().equals("packages")
                        && !parameter.name().endsWith("-power"))
                .map(parameter -> parameter.name().equals("cpus")
                        ? Parameter.number("cpus", Unit.COUNT, 2, 2, 16, parameter.text(), "one for each domain")
                        : parameter)
                .forEach(all::add);
        return all;
    }

    @Override
    public Outcome run(Request request) {
        PacketRun run = new PacketRun(request);
        RequestMeasure whole = run.whole();
        Histogram latency = whole.latency();
        List<Figure> figures = List.of(
                new Figure("packets", latency.getTotalCount(), ""),
                new Figure("latency, p50", latency.getValueAtPercentile(50) / 1e3, "ms"),
                new Figure("latency, p99", latency.getValueAtPercentile(99) / 1e3, "ms"),
                new Figure("latency, most", latency.getMaxValue() / 1e3, "ms"),
                new Figure("longer than 0.1 s", 100 * whole.shareLongerThan(0.1), "%"),
                new Figure(
                        "until the driver has it, most",
                        run.toDriver().latency().getMaxValue() / 1e3,
                        "ms"),
                new Figure("from driver to guest, most", run.toGuestMost() / 1e6, "ms"),
                new Figure("packets caught by a stall", whole.caughtByAStall(), ""));
        return new Outcome(
                name(),
                request.variant(),
                request.parameters().written(),
                request.seed(),
                request.seconds(),
                figures,
                List.of(),
                List.of(new Distribution("latency", latency)),
                run.lanes());
    }
}
