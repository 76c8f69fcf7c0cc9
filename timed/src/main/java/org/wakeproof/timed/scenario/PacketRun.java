// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.scenario;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.Vector;
import org.wakeproof.softirq.Timer;
import org.wakeproof.timed.measure.Journeys;
import org.wakeproof.timed.measure.SleepMeasure;
import org.wakeproof.timed.run.Decider;
import org.wakeproof.timed.run.IpiLoss;
import org.wakeproof.timed.run.Observer;
import org.wakeproof.timed.run.Observers;
import org.wakeproof.timed.run.Setup;
import org.wakeproof.timed.run.Source;
import org.wakeproof.timed.run.TimedRun;
import org.wakeproof.timed.xen.Application;
import org.wakeproof.timed.xen.DriverDomain;
import org.wakeproof.timed.xen.MenuGovernors;
import org.wakeproof.timed.xen.OutsideInterrupt;
import org.wakeproof.timed.xen.Work;

/** A run of packets by way of a driver domain; what they are for, {@link Load} says. */
final class PacketRun {
    private static final int PARTS = 200;
    private static final long SPAN = 1_500_000_000L;
    /** Where nothing holds a packet up, it is through each stage in a fraction of this. */
    private static final long STALL = 5_000_000;

    private final Request request;
    private final Parameters parameters;
    private final DriverDomain system;
    private final Machine machine;
    private final TimedRun run;
    private final LaneRecorder lanes;
    private final SleepMeasure sleeps;
    private final Load load;
    private final Journeys journeys;
    private long handled;
    private long handledWithoutTick;
    private final long from = IdleSystem.START + IdleSystem.WARM_UP;

    /** What the packets are for: when they come, and which stages there are. */
    interface Load {
        /** The stages of a journey. */
        List<String> stages();

        /** What the outside world does, beside foreign interrupts. */
        List<Source> sources(DriverDomain system, SplittableRandom random);

        /** Is told the run that it loads, and where to say that something begins or comes to the end of a stage. */
        void runs(TimedRun run, Journeys journeys);

        /**
         * Some work is done.
         *
         * @return the stage that this ends for the first that is in it; less than 0 if it ends none
         */
        int stageEnded(Procedure work, long time);
    }

    /**
     * Runs it to its end.
     *
     * @param system not sealed yet
     */
    static PacketRun of(Request request, DriverDomain system, Load load) {
        PacketRun run = new PacketRun(request, system, load, List.of(), false);
        run.go();
        return run;
    }

    /**
     * Prepares a run.
     *
     * @param system not sealed yet
     * @param more observers beside the measures
     * @param recorded whether they are told each step
     */
    PacketRun(Request request, DriverDomain system, Load load, List<Observer> more, boolean recorded) {
        this.request = request;
        this.system = system;
        this.load = load;
        parameters = request.parameters();
        machine = system.xen().machine();
        Surroundings surroundings = new Surroundings(parameters);
        int cpus = machine.cpuCount();
        lanes = new LaneRecorder(cpus, SPAN, IdleSystem.START);
        sleeps = new SleepMeasure(cpus, cpus, from, this::pendingSoftirqs, surroundings);
        long poll = parameters.whole("driver") == 0 ? parameters.whole("poll") : 0;
        journeys = new Journeys(load.stages(), from, poll + STALL);
        SplittableRandom seeds = new SplittableRandom(request.seed());
        List<Source> sources = new ArrayList<>(load.sources(system, seeds.split()));
        sources.addAll(foreign(surroundings, seeds));
        system.xen().seal();
        MenuGovernors governors = surroundings.governors(system.xen());
        Map<String, Decider> deciders = new HashMap<>();
        deciders.put(governors.question(), governors);
        deciders.put("HPET goes to", surroundings.routing(seeds.split()));
        SplittableRandom boot = seeds.split();
        SplittableRandom fault = seeds.split();
        double lost = parameters.get(PacketSystem.LOST);
        deciders.put(Application.LOST, (choice, cpu, time) -> fault.nextDouble() < lost ? 1 : 0);
        List<Observer> observers = new ArrayList<>(List.of(lanes, sleeps, governors, new Way()));
        observers.addAll(more);
        run = new TimedRun(
                machine,
                new Setup(
                        surroundings.costs(),
                        surroundings,
                        deciders,
                        sources,
                        IdleSystem.START,
                        cpu -> boot.nextLong(IdleSystem.BOOT_SPREAD),
                        new Observers(observers),
                        system.work().all(),
                        recorded,
                        durations(),
                        IpiLoss.NONE));
        governors.watch(run);
        load.runs(run, journeys);
    }

    private int pendingSoftirqs(int cpu) {
        return run.get(system.xen().softirq().softirqPending(cpu).field());
    }

    private List<Source> foreign(Surroundings surroundings, SplittableRandom seeds) {
        List<Source> sources = new ArrayList<>();
        if (parameters.get("foreign-interrupts") > 0) {
            Vector foreign = machine.vector("foreign", () -> {});
            for (int cpu = 1; cpu < machine.cpuCount(); cpu++) {
                sources.add(surroundings.foreign(new OutsideInterrupt(machine, foreign, cpu), seeds.split()));
            }
        }
        return sources;
    }

    private Map<Procedure, Long> durations() {
        Work work = system.work();
        boolean copies = parameters.whole("receive") == 1;
        return Map.of(
                work.fetches(), parameters.whole("driver-work"),
                work.sends(), parameters.whole("driver-work"),
                work.handles(), parameters.whole("guest-work"),
                work.writes(), parameters.whole("guest-work"),
                system.grantTableOp().transferred(), copies ? 0 : parameters.whole("page-flip"),
                system.grantTableOp().copied(), copies ? parameters.whole("page-copy") : 0);
    }

    /** Where packets are. */
    private final class Way implements Observer {
        @Override
        public void calls(int cpu, Procedure procedure, long time) {
            if (procedure == system.work().handles() && time >= from) {
                handled++;
                handledWithoutTick += hasTick(cpu) ? 0 : 1;
            }
            int stage = load.stageEnded(procedure, time);
            if (stage < 0) {
                return;
            }
            long took = journeys.leaves(stage, time, sleeps.lastCause(cpu));
            if (time >= from) {
                String what = load.stages().get(stage) + ": " + took / 1_000_000 + " ms";
                lanes.keep(time, took, what, cpu, took > 100_000_000);
            }
        }
    }

    private boolean hasTick(int cpu) {
        Timer ticker = system.xen().ticker(cpu);
        return ticker.isActive(run.get(ticker.status().field()));
    }

    /** The share of packets that the guest has handled while its CPU's tick was off, from 0 to 1. */
    double withoutTick() {
        return handled == 0 ? 0 : (double) handledWithoutTick / handled;
    }

    private void go() {
        long length = (long) (request.seconds() * 1e9);
        for (int part = 1; part <= PARTS; part++) {
            run.runUntil(from + length / PARTS * part);
            request.progress().accept((double) part / PARTS);
        }
    }

    TimedRun run() {
        return run;
    }

    SleepMeasure sleeps() {
        return sleeps;
    }

    /** How often the driver domain's CPU has fallen asleep with a softirq pending, a second. */
    double lossesPerSecond() {
        return sleeps.cpu(1).sleepsWithWork() / request.seconds();
    }

    Journeys journeys() {
        return journeys;
    }

    Lanes lanes() {
        return lanes.lanes();
    }
}
