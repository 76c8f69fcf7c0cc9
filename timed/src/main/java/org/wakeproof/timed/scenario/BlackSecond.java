// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.scenario;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;
import org.wakeproof.cpuidle.CState;
import org.wakeproof.machine.Procedure;
import org.wakeproof.timed.measure.Journeys;
import org.wakeproof.timed.run.Source;
import org.wakeproof.timed.run.TimedRun;
import org.wakeproof.timed.scenario.Outcome.Distribution;
import org.wakeproof.timed.scenario.Outcome.Figure;
import org.wakeproof.timed.xen.DriverDomain;
import org.wakeproof.timed.xen.Work;

/** Packets for a guest by way of a driver domain, which the guest answers: how long they take, and where. */
final class BlackSecond implements TimedScenario {
    @Override
    public String name() {
        return "black-second";
    }

    @Override
    public String summary() {
        return "packets for a guest by way of a driver domain that sleeps: how long until the guest has answered?";
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
        return PacketParameters.all(
                20e6,
                "assumption: sweep it",
                1,
                List.of(Parameter.number("packets", Unit.RATE, 20, 0.1, 1000, "packets that arrive", "assumption")));
    }

    @Override
    public Outcome run(Request request) {
        DriverDomain system = new PacketSystem(request.parameters())
                .wired(IdleVariants.named(request.variant()), List.of(CState.values()), PacketSystem.Guest.answering());
        PacketRun run =
                PacketRun.of(request, system, new Answers(request.parameters().get("packets")));
        Journeys journeys = run.journeys();
        Histogram latency = journeys.whole();
        List<Figure> figures = List.of(
                new Figure("packets", latency.getTotalCount(), ""),
                new Figure("under way at the end", journeys.underWay(), ""),
                new Figure("latency, p50", latency.getValueAtPercentile(50) / 1e3, "ms"),
                new Figure("latency, p99", latency.getValueAtPercentile(99) / 1e3, "ms"),
                new Figure("latency, most", latency.getMaxValue() / 1e3, "ms"),
                new Figure("longer than 0.1 s", 100 * Journeys.shareLongerThan(latency, 0.1), "%"),
                most(journeys, Answers.TO_DRIVER, "until the driver has it, most"),
                most(journeys, Answers.TO_GUEST, "from driver to guest, most"),
                most(journeys, Answers.TO_ANSWER, "until the answer is sent, most"),
                new Figure("packets caught by a stall", journeys.caughtByAStall(), ""),
                new Figure("handled with the tick off", 100 * run.withoutTick(), "%"),
                new Figure("longest without an answer", journeys.longestGap() / 1e6, "ms"));
        return Outcome.of(
                name(),
                request,
                figures,
                JourneyTables.of(journeys),
                List.of(new Distribution("latency", latency)),
                List.of(Answered.curve(journeys)),
                run.lanes());
    }

    private static Figure most(Journeys journeys, int stage, String name) {
        return new Figure(name, journeys.stages().get(stage).took().getMaxValue() / 1e3, "ms");
    }

    /** Packets come from outside, at random; the guest answers. */
    private static final class Answers implements PacketRun.Load {
        static final int TO_DRIVER = 0;
        static final int TO_GUEST = 1;
        static final int TO_ANSWER = 2;

        private final double rate;
        private Work work;
        private TimedRun run;
        private int arrived;
        private Journeys journeys;

        Answers(double rate) {
            this.rate = rate;
        }

        @Override
        public List<String> stages() {
            return List.of(
                    "driver domain, until it has the packet", "guest, until it has it", "until the answer is sent");
        }

        @Override
        public List<Source> sources(DriverDomain system, SplittableRandom random) {
            work = system.work();
            return List.of(new Source(system.packet(), time -> {
                // One that the NIC has dropped does not arrive.
                if (run != null && run.get(system.arrived().field()) != arrived) {
                    arrived = run.get(system.arrived().field());
                    journeys.begins(time);
                }
                return time + 1 + (long) Surroundings.exponential(random, 1e9 / rate);
            }));
        }

        @Override
        public void runs(TimedRun told, Journeys measure) {
            run = told;
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
            return done == work.sends() ? TO_ANSWER : -1;
        }
    }
}
