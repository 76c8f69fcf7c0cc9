// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.scenario;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.wakeproof.cpuidle.CState;
import org.wakeproof.timed.measure.Journeys;
import org.wakeproof.timed.scenario.Outcome.Distribution;
import org.wakeproof.timed.scenario.Outcome.Figure;
import org.wakeproof.timed.xen.DriverDomain;
import org.wakeproof.timed.xen.Variant;

/** A cache client in a guest behind a driver domain: how long its reads and writes take, where, and what hides that. */
final class BlackTenth implements TimedScenario {
    /**
     * A version of the idle path, and what was done about its stalls.
     *
     * @param computes a thread of the guest computes all the time, so that its CPU never idles
     * @param shallow the host uses C1 only
     */
    private record Remedy(Variant version, boolean computes, boolean shallow, String title) {}

    private static final Map<String, Remedy> REMEDIES = remedies();

    private static Map<String, Remedy> remedies() {
        Map<String, Remedy> all = new LinkedHashMap<>();
        IdleVariants.all()
                .forEach((name, title) -> all.put(name, new Remedy(IdleVariants.named(name), false, false, title)));
        all.put(
                "never-idle",
                new Remedy(Variant.V1, true, false, "v1, and a thread of the guest computes all the time"));
        all.put("max-cstate-1", new Remedy(Variant.V1, false, true, "v1, and the host is booted with max_cstate=1"));
        all.put(
                "never-idle-v2",
                new Remedy(Variant.V2, true, false, "v2, and a thread of the guest computes all the time"));
        return all;
    }

    @Override
    public String name() {
        return "black-tenth";
    }

    @Override
    public String summary() {
        return "a cache client in a guest: how long do reads and writes take, where, and what hides the stalls?";
    }

    @Override
    public Map<String, String> variants() {
        Map<String, String> titles = new LinkedHashMap<>();
        REMEDIES.forEach((name, remedy) -> titles.put(name, remedy.title));
        return titles;
    }

    @Override
    public double usualSeconds() {
        return 60;
    }

    @Override
    public List<Parameter> parameters() {
        return PacketParameters.all(
                4e6,
                "2.6.18: a jiffy, the least that its timers can do",
                10,
                List.of(
                        Parameter.number(
                                "reads",
                                Unit.RATE,
                                1000,
                                0.1,
                                10_000,
                                "how often a thread that does not wait begins to read",
                                "one user's client"),
                        Parameter.number(
                                "threads",
                                Unit.COUNT,
                                1,
                                1,
                                64,
                                "reads under way at a time; many of them make an open loop",
                                "closed loop"),
                        Parameter.number(
                                "segments",
                                Unit.COUNT,
                                1,
                                1,
                                40,
                                "packets that an answer comes in; more with offload off",
                                "assumption; 3..40 with offload off"),
                        Parameter.number(
                                "request-packets",
                                Unit.COUNT,
                                1,
                                1,
                                200,
                                "packets that a request takes; the transmit ring holds 64",
                                "one user's client; more fill the ring"),
                        Parameter.word(
                                "lock",
                                List.of("off", "on"),
                                "a thread holds a lock from its request to the answer",
                                "a guess about a web server, as in the first mails"),
                        PacketParameters.duration(
                                "server", 100e3, 10e3, 10e6, "the cache, and the wire there and back", "assumption"),
                        Parameter.number(
                                "hogs",
                                Unit.COUNT,
                                0,
                                0,
                                8,
                                "other guests that compute on the guest's CPU",
                                "sweep it"),
                        Parameter.word(
                                "pinning",
                                List.of("apart", "together"),
                                "the guest's vCPU has a CPU of its own, or the driver domain's",
                                "what was tried inside the guest moves no vCPU")));
    }

    @Override
    public Outcome run(Request request) {
        Remedy remedy = REMEDIES.get(request.variant());
        if (remedy == null) {
            throw new IllegalArgumentException("there is no variant '" + request.variant() + "'; there is "
                    + String.join(", ", REMEDIES.keySet()));
        }
        Parameters parameters = request.parameters();
        int segments = (int) parameters.whole("segments");
        int requestPackets = (int) parameters.whole("request-packets");
        DriverDomain system = new PacketSystem(parameters)
                .wired(
                        remedy.version,
                        remedy.shallow ? List.of(CState.C1) : List.of(CState.values()),
                        new PacketSystem.Guest(
                                remedy.computes,
                                parameters.whole("pinning") == 1,
                                (int) parameters.whole("hogs"),
                                (int) parameters.whole("threads"),
                                segments,
                                requestPackets,
                                parameters.whole("lock") == 1));
        Reads reads = new Reads(parameters.get("reads"), parameters.whole("server"), segments, requestPackets);
        PacketRun run = PacketRun.of(request, system, reads);
        return outcome(request, run);
    }

    private Outcome outcome(Request request, PacketRun run) {
        Journeys journeys = run.journeys();
        Histogram read = journeys.whole();
        Histogram write = journeys.stages().get(Reads.WRITING).took();
        List<Figure> figures = List.of(
                new Figure("reads", read.getTotalCount(), ""),
                new Figure("under way at the end", journeys.underWay(), ""),
                new Figure("reads a second", read.getTotalCount() / request.seconds(), "Hz"),
                new Figure("read, p50", read.getValueAtPercentile(50) / 1e3, "ms"),
                new Figure("read, p90", read.getValueAtPercentile(90) / 1e3, "ms"),
                new Figure("read, p99", read.getValueAtPercentile(99) / 1e3, "ms"),
                new Figure("read, most", read.getMaxValue() / 1e3, "ms"),
                new Figure("reads longer than 50 ms", 100 * Journeys.shareLongerThan(read, 0.05), "%"),
                new Figure("reads longer than 0.1 s", 100 * Journeys.shareLongerThan(read, 0.1), "%"),
                new Figure("write, p50", write.getValueAtPercentile(50) / 1e3, "ms"),
                new Figure("write, most", write.getMaxValue() / 1e3, "ms"),
                new Figure("writes longer than 50 ms", 100 * Journeys.shareLongerThan(write, 0.05), "%"),
                new Figure("reads caught by a stall", journeys.caughtByAStall(), ""),
                new Figure("driver's CPU asleep with work, a second", run.lossesPerSecond(), "Hz"),
                new Figure("longest without an answer", journeys.longestGap() / 1e6, "ms"));
        return Outcome.of(
                name(),
                request,
                figures,
                JourneyTables.of(journeys),
                List.of(new Distribution("latency of reads", read), new Distribution("latency of writes", write)),
                List.of(Answered.curve(journeys)),
                run.lanes());
    }
}
