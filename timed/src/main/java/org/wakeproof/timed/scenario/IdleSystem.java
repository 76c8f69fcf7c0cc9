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
import org.wakeproof.sched.Vcpu;
import org.wakeproof.timed.measure.LatenessMeasure;
import org.wakeproof.timed.measure.SleepMeasure;
import org.wakeproof.timed.run.Decider;
import org.wakeproof.timed.run.Observer;
import org.wakeproof.timed.run.Observers;
import org.wakeproof.timed.run.Setup;
import org.wakeproof.timed.run.Source;
import org.wakeproof.timed.run.TimedRun;
import org.wakeproof.timed.xen.Configuration;
import org.wakeproof.timed.xen.Configuration.ClockShape;
import org.wakeproof.timed.xen.Dom0;
import org.wakeproof.timed.xen.MenuGovernors;
import org.wakeproof.timed.xen.OutsideInterrupt;
import org.wakeproof.timed.xen.Variant;

/** An idle machine with dom0 in a run, and what is counted of it. */
final class IdleSystem {
    private static final long SECOND = 1_000_000_000L;
    /** The machine has been up for a second. */
    static final long START = SECOND;
    /** The first second of the run is not counted. */
    static final long WARM_UP = SECOND;
    /** A timer is at most 20 s away. */
    private static final int MOST_JIFFIES = 5000;
    /** CPUs boot one after the other: where their ticks fall is as good as random. */
    static final long BOOT_SPREAD = 30_000_000;

    private final Parameters parameters;
    private final Surroundings surroundings;
    private final Dom0 dom0;
    private final Machine machine;
    private final TimedRun run;
    private final SleepMeasure sleeps;
    private final LatenessMeasure lateness;
    private final LostIpis lostIpis;
    private final Map<Procedure, Long> deadlines = new HashMap<>();

    IdleSystem(Variant variant, Parameters parameters, long seed, List<Observer> more) {
        this(variant, parameters, seed, more, MOST_JIFFIES, ClockShape.fine(), false);
    }

    /**
     * Prepares a run.
     *
     * @param more observers beside the measures
     * @param mostJiffies how far away a timer of dom0 may be
     * @param clock the machine's clock
     * @param recorded whether they are told each step
     */
    IdleSystem(
            Variant variant,
            Parameters parameters,
            long seed,
            List<Observer> more,
            int mostJiffies,
            ClockShape clock,
            boolean recorded) {
        this.parameters = parameters;
        this.surroundings = new Surroundings(parameters);
        int cpus = (int) parameters.whole("cpus");
        dom0 = new Dom0(new Configuration(
                cpus,
                variant,
                Surroundings.broadcast(parameters),
                Surroundings.channels(parameters, cpus),
                List.of(CState.values()),
                parameters.whole("calibration") == 0,
                parameters.whole("tick"),
                mostJiffies,
                clock,
                parameters.whole("mce-poll") == 1,
                Surroundings.periodicTimers(parameters)));
        machine = dom0.xen().machine();
        SplittableRandom seeds = new SplittableRandom(seed);
        List<Source> sources = sources(seeds.split());
        dom0.xen().seal();
        MenuGovernors governors = surroundings.governors(dom0.xen());
        int coresOfPackage =
                Math.max(1, (cpus + (int) parameters.whole("packages") - 1) / (int) parameters.whole("packages"));
        sleeps = new SleepMeasure(cpus, coresOfPackage, START + WARM_UP, this::pendingSoftirqs, surroundings);
        lateness = new LatenessMeasure(deadlines, START + WARM_UP, sleeps);
        List<Observer> observers = new ArrayList<>(List.of(sleeps, lateness, governors));
        observers.addAll(more);
        SplittableRandom boot = seeds.split();
        Map<String, Decider> deciders = deciders(governors, seeds.split());
        lostIpis = new LostIpis(dom0.xen(), parameters, START + WARM_UP, seeds.split());
        observers.add(lostIpis);
        run = new TimedRun(
                machine,
                new Setup(
                        surroundings.costs(),
                        surroundings,
                        deciders,
                        sources,
                        START,
                        cpu -> boot.nextLong(BOOT_SPREAD),
                        new Observers(observers),
                        timerFunctions(),
                        recorded,
                        Map.of(),
                        lostIpis));
        lostIpis.of(run);
        governors.watch(run);
    }

    private int pendingSoftirqs(int cpu) {
        return run.get(dom0.xen().softirq().softirqPending(cpu).field());
    }

    private List<Source> sources(SplittableRandom seeds) {
        List<Source> sources = new ArrayList<>();
        if (parameters.get("device-interrupts") > 0) {
            sources.add(surroundings.random(
                    new OutsideInterrupt(machine, dom0.device(), 0), "device-interrupts", seeds.split()));
        }
        if (parameters.get("foreign-interrupts") > 0) {
            Vector foreign = machine.vector("foreign", () -> {});
            for (int cpu = 1; cpu < machine.cpuCount(); cpu++) {
                sources.add(surroundings.foreign(new OutsideInterrupt(machine, foreign, cpu), seeds.split()));
            }
        }
        return sources;
    }

    private Map<String, Decider> deciders(MenuGovernors governors, SplittableRandom seeds) {
        Map<String, Decider> deciders = new HashMap<>();
        deciders.put(governors.question(), governors);
        deciders.put("HPET goes to", surroundings.routing(seeds.split()));
        for (Vcpu v : dom0.xen().vcpus().ofGuests()) {
            SplittableRandom random = seeds.split();
            Procedure function = timerFunction(v);
            deciders.put(Dom0.nextTimerOf(v), (choice, cpu, time) -> {
                double jiffies = Surroundings.exponential(random, 1000 / parameters.get("dom0-timers") / Dom0.JIFFY_MS);
                int less = (int) Math.min(choice.choices() - 1L, Math.max(0, Math.round(jiffies) - 1));
                long length = (less + 1L) * Dom0.JIFFY_MS * 1_000_000;
                deadlines.put(function, time + length);
                lateness.sets(function, time, length);
                return less;
            });
        }
        return deciders;
    }

    private List<Procedure> timerFunctions() {
        return dom0.xen().vcpus().ofGuests().stream().map(this::timerFunction).toList();
    }

    private Procedure timerFunction(Vcpu v) {
        return machine.procedures().stream()
                .filter(procedure -> procedure.name().equals(v + ".singleshot_timer"))
                .findFirst()
                .orElseThrow();
    }

    /** How late a timer is whose function is called at this time, in nanoseconds. */
    long lateBy(Procedure function, long time) {
        Long deadline = deadlines.get(function);
        return deadline == null || deadline < START + WARM_UP ? 0 : time - deadline;
    }

    /** Goes on until so many nanoseconds have been counted. */
    void runFor(long nanoseconds) {
        run.runUntil(START + WARM_UP + nanoseconds);
    }

    /** Counts what is still going on. */
    void finish(long nanoseconds) {
        sleeps.finish(START + WARM_UP + nanoseconds);
    }

    Dom0 dom0() {
        return dom0;
    }

    TimedRun run() {
        return run;
    }

    Machine machine() {
        return machine;
    }

    SleepMeasure sleeps() {
        return sleeps;
    }

    LostIpis lostIpis() {
        return lostIpis;
    }

    LatenessMeasure lateness() {
        return lateness;
    }
}
