// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.history.system;

import java.util.function.Function;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Property;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.State;
import org.wakeproof.machine.Word;
import org.wakeproof.scenario.Change;
import org.wakeproof.scenario.Changes;
import org.wakeproof.scenario.Settings;
import org.wakeproof.scenario.SmallSystem;
import org.wakeproof.sched.history.runqueue.IdlesForTasklets;
import org.wakeproof.sched.history.runqueue.JoinsPoolSilently;
import org.wakeproof.sched.history.runqueue.SharedRunqueue;
import org.wakeproof.sched.history.runqueue.StopsAtThePaused;
import org.wakeproof.sched.history.runqueue.TicklesOutsidePool;
import org.wakeproof.sched.history.runqueue.TicklesTheTickled;
import org.wakeproof.softirq.Softirq;

/** CPU0 wakes units of a shared run queue; the other CPUs idle and are to run them. */
public final class RunqueueSystem<R extends SharedRunqueue> {
    private final Machine machine;
    private final Softirq softirq;
    private final R runqueue;
    private final int units;

    /** A version of the run queue. */
    @FunctionalInterface
    public interface Version<R extends SharedRunqueue> {
        R wire(Machine machine, Softirq softirq, SharedRunqueue.Start start);
    }

    static RunqueueSystem<SharedRunqueue> of(Settings settings, int cpus, int units, int pool) {
        Machine wired = SmallSystem.machine(settings, cpus);
        return new RunqueueSystem<>(
                wired,
                new Softirq(wired),
                units,
                pool,
                (machine, softirq, start) -> variant(settings.changes(), machine, softirq, start));
    }

    private RunqueueSystem(Machine machine, Softirq softirq, int units, int pool, Version<R> version) {
        this(machine, softirq, units, pool, version, runqueue -> loop(machine, softirq, runqueue));
    }

    /**
     * With softirqs of some version.
     *
     * @param units how many units there are
     * @param pool the CPUs that belong to the pool
     * @param loop what CPUs do for ever that run units or idle, given the run queue
     */
    public RunqueueSystem(
            Machine machine, Softirq softirq, int units, int pool, Version<R> version, Function<R, Procedure> loop) {
        this.machine = machine;
        this.softirq = softirq;
        this.units = units;
        int idle = (1 << machine.cpuCount()) - 2;
        runqueue = version.wire(machine, softirq, new SharedRunqueue.Start(units, idle, pool));
        Procedure idles = loop.apply(runqueue);
        for (int cpu = 1; cpu < machine.cpuCount(); cpu++) {
            machine.boot(cpu, true, idles);
        }
    }

    private static Procedure loop(Machine machine, Softirq softirq, SharedRunqueue runqueue) {
        CpuLoop loop = new CpuLoop(machine, "CPU", softirq, runqueue::isBusy);
        return machine.procedure("CPU loop", loop::run);
    }

    private static SharedRunqueue variant(
            Changes changes, Machine machine, Softirq softirq, SharedRunqueue.Start start) {
        if (changes.has(Change.STOPS_AT_THE_PAUSED)) {
            return new StopsAtThePaused(machine, softirq, start);
        }
        if (changes.has(Change.TICKLES_THE_TICKLED)) {
            return new TicklesTheTickled(machine, softirq, start);
        }
        if (changes.has(Change.TICKLES_OUTSIDE_POOL)) {
            return new TicklesOutsidePool(machine, softirq, start);
        }
        if (changes.has(Change.JOINS_POOL_SILENTLY)) {
            return new JoinsPoolSilently(machine, softirq, start);
        }
        return changes.has(Change.IDLES_FOR_TASKLETS)
                ? new IdlesForTasklets(machine, softirq, start)
                : new SharedRunqueue(machine, softirq, start);
    }

    public Machine machine() {
        return machine;
    }

    public Softirq softirq() {
        return softirq;
    }

    public R runqueue() {
        return runqueue;
    }

    /** What CPU0 does, before it has nothing more to do. */
    public RunqueueSystem<R> waker(Runnable acts) {
        Machine.fixed(acts);
        machine.boot(0, true, machine.procedure("waker", () -> {
            acts.run();
            machine.cpu().stop();
        }));
        return this;
    }

    /** Checked for: no unit waits while a CPU of the pool idles. */
    public ClosedSystem close(String bound) {
        SmallSystem system = new SmallSystem(machine, bound);
        for (int cpu = 1; cpu < machine.cpuCount(); cpu++) {
            int who = cpu;
            system.and(
                    cpu,
                    softirq.softirqPending(cpu),
                    new Property.Leaves(
                            "work conservation on CPU" + cpu,
                            state -> isSomebodyWaiting(state) && isIdle(state, who),
                            state -> "a unit waits in the run queue while CPU" + who + ", which may run it, idles"));
        }
        return system.noLostWakeup(softirq)
                .sometimesAsleep(machine.cpuCount() - 1)
                .close();
    }

    private static int get(State state, Word word) {
        return state.get(word.field());
    }

    private boolean isSomebodyWaiting(State state) {
        for (int unit = 0; unit < units; unit++) {
            if ((get(state, runqueue.runq()) >>> unit & 1) != 0 && get(state, runqueue.pauseCount(unit)) == 0) {
                return true;
            }
        }
        return false;
    }

    private boolean isIdle(State state, int cpu) {
        return get(state, runqueue.curr(cpu)) == 0
                && get(state, runqueue.taskletWork(cpu)) == 0
                && (get(state, runqueue.cpuValid()) >>> cpu & 1) != 0;
    }
}
