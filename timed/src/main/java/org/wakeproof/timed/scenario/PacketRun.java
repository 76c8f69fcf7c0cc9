// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.scenario;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.wakeproof.cpuidle.CState;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.Vector;
import org.wakeproof.timed.measure.RequestMeasure;
import org.wakeproof.timed.run.Decider;
import org.wakeproof.timed.run.Observer;
import org.wakeproof.timed.run.Observers;
import org.wakeproof.timed.run.Setup;
import org.wakeproof.timed.run.Source;
import org.wakeproof.timed.run.TimedRun;
import org.wakeproof.timed.xen.Broadcast;
import org.wakeproof.timed.xen.Configuration;
import org.wakeproof.timed.xen.Configuration.ClockShape;
import org.wakeproof.timed.xen.DriverDomain;
import org.wakeproof.timed.xen.MenuGovernors;
import org.wakeproof.timed.xen.OutsideInterrupt;

/** A run of packets by way of a driver domain. */
final class PacketRun {
    private static final int PARTS = 200;
    private static final long SPAN = 1_500_000_000L;

    private final Request request;
    private final Parameters parameters;
    private final Surroundings surroundings;
    private final DriverDomain system;
    private final Machine machine;
    private final TimedRun run;
    private final LaneRecorder lanes;
    private final RequestMeasure whole;
    private final RequestMeasure toDriver;
    private final long from = IdleSystem.START + IdleSystem.WARM_UP;
    private long fetchedAt;
    private long toGuestMost;

    PacketRun(Request request) {
        this.request = request;
        parameters = request.parameters();
        surroundings = new Surroundings(parameters);
        int cpus = (int) parameters.whole("cpus");
        ClockShape clock = ClockShape.fine();
        int poll = parameters.whole("driver") == 0 ? (int) (parameters.whole("poll") / clock.tick()) : 0;
        system = new DriverDomain(
                new Configuration(
                        cpus,
                        IdleVariants.named(request.variant()),
                        Broadcast.values()[(int) parameters.whole("hpet")],
                        Math.min((int) parameters.whole("hpet-channels"), cpus - 1),
                        List.of(CState.values()),
                        parameters.whole("calibration") == 0,
                        1,
                        clock),
                poll);
        machine = system.xen().machine();
        lanes = new LaneRecorder(cpus, SPAN, IdleSystem.START);
        long stall = poll * clock.tick() + 5_000_000;
        whole = new RequestMeasure(from, DriverDomain.indices(), () -> index(system.taken()), stall);
        toDriver = new RequestMeasure(from, DriverDomain.indices(), () -> index(system.fetched()), stall);
        SplittableRandom seeds = new SplittableRandom(request.seed());
        List<Source> sources = sources(seeds);
        system.xen().seal();
        MenuGovernors governors = surroundings.governors(system.xen());
        Map<String, Decider> deciders = new HashMap<>();
        deciders.put(governors.question(), governors);
        deciders.put("HPET goes to", surroundings.routing(seeds.split()));
        SplittableRandom boot = seeds.split();
        run = new TimedRun(
                machine,
                new Setup(
                        surroundings.costs(),
                        surroundings,
                        deciders,
                        sources,
                        IdleSystem.START,
                        cpu -> boot.nextLong(IdleSystem.BOOT_SPREAD),
                        new Observers(List.of(lanes, governors, new Way())),
                        List.of(system.fetches(), system.takes()),
                        false));
        governors.watch(run);
        go();
    }

    private int index(org.wakeproof.machine.Word word) {
        return run.get(word.field());
    }

    private List<Source> sources(SplittableRandom seeds) {
        List<Source> sources = new ArrayList<>();
        SplittableRandom random = seeds.split();
        double mean = 1e9 / parameters.get("packets");
        boolean[] first = {true};
        sources.add(new Source(system.packet(), time -> {
            if (!first[0]) {
                whole.arrives(time);
                toDriver.arrives(time);
            }
            first[0] = false;
            return time + 1 + (long) Surroundings.exponential(random, mean);
        }));
        if (parameters.get("foreign-interrupts") > 0) {
            Vector foreign = machine.vector("foreign", () -> {});
            for (int cpu = 1; cpu < machine.cpuCount(); cpu++) {
                sources.add(surroundings.random(
                        new OutsideInterrupt(machine, foreign, cpu), "foreign-interrupts", seeds.split()));
            }
        }
        return sources;
    }

    /** Where packets are. */
    private final class Way implements Observer {
        @Override
        public void calls(int cpu, Procedure procedure, long time) {
            if (procedure == system.fetches()) {
                toDriver.comes(time);
                fetchedAt = time;
                return;
            }
            long took = whole.comes(time);
            if (time >= from) {
                toGuestMost = Math.max(toGuestMost, time - fetchedAt);
                lanes.keep(time, took, "a packet after " + took / 1_000_000 + " ms", cpu, took > 100_000_000);
            }
        }
    }

    private void go() {
        long length = (long) (request.seconds() * 1e9);
        for (int part = 1; part <= PARTS; part++) {
            run.runUntil(from + length / PARTS * part);
            request.progress().accept((double) part / PARTS);
        }
    }

    RequestMeasure whole() {
        return whole;
    }

    RequestMeasure toDriver() {
        return toDriver;
    }

    /** In nanoseconds. */
    long toGuestMost() {
        return toGuestMost;
    }

    Lanes lanes() {
        return lanes.lanes();
    }
}
