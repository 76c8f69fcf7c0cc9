// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.history.system;

import java.util.List;
import java.util.Set;
import org.wakeproof.cpuidle.IdleLoop;
import org.wakeproof.cpuidle.history.IdlesWithRcu;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Property;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.State;
import org.wakeproof.scenario.Change;
import org.wakeproof.scenario.Changes;
import org.wakeproof.scenario.Settings;
import org.wakeproof.scenario.SmallSystem;
import org.wakeproof.softirq.history.rcu.Rcu;
import org.wakeproof.softirq.history.rcu.RcuSoftirq;
import org.wakeproof.softirq.history.rcu.SleepsOnCallbacks;
import org.wakeproof.softirq.history.rcu.StartsBatchWithoutFence;
import org.wakeproof.softirq.history.rcu.WaitsForIdleCpus;

/** F18, F19: CPU0 queues a callback and idles, while CPU1 idles. */
final class RcuIdle extends HistoricScenario {
    private static final int CPUS = 2;

    RcuIdle() {
        super(
                "rcu-idle",
                "a CPU queues an RCU callback while others idle: is it ever run?",
                new Bug(Change.WAITS_FOR_IDLE_CPUS, "the grace period waits for a CPU that sleeps (F18)"),
                new Bug(Change.STARTS_BATCH_WITHOUT_FENCE, "the same with --memory tso (with sc: HOLDS)"),
                new Bug(Change.SLEEPS_ON_CALLBACKS, "the CPU sleeps when its callback is due (F19)"));
    }

    @Override
    public Set<String> takes() {
        return Set.of("change", "memory");
    }

    @Override
    public List<String> options() {
        return List.of(super.options().get(0), "--memory tso    stores wait in buffers, as on x86");
    }

    @Override
    public ClosedSystem build(Settings settings) {
        Machine machine = SmallSystem.machine(settings, CPUS);
        Rcu rcu = variant(settings.changes(), machine);
        RcuSoftirq softirq = new RcuSoftirq(machine, rcu);
        IdleLoop idleLoop = new IdleLoop(machine, softirq, 0);
        IdlesWithRcu idle = new IdlesWithRcu(machine, softirq, rcu);
        idleLoop.installPmIdle(idle::doIdle);
        machine.boot(0, true, machine.procedure("caller", () -> {
            rcu.callRcu();
            idleLoop.procedure().call();
        }));
        machine.boot(1, true, idleLoop.procedure());
        return new SmallSystem(machine, "one callback, of CPU0; nothing else ever wakes a CPU")
                .and(new Property.Leaves(
                        "a grace period ends",
                        state -> state.get(rcu.cur().field())
                                != state.get(rcu.completed().field()),
                        state -> "the grace period waits for CPUs that sleep, and nobody wakes them"))
                .and(new Property.Leaves(
                        "a callback is run",
                        state -> isDue(state, rcu),
                        state -> "the callback is due, but its CPU sleeps"))
                .sometimesAsleep(1)
                .close();
    }

    private static boolean isDue(State state, Rcu rcu) {
        return state.get(rcu.curlist(0).field()) != 0
                && state.get(rcu.completed().field()) != 0;
    }

    private static Rcu variant(Changes changes, Machine machine) {
        if (changes.has(Change.WAITS_FOR_IDLE_CPUS)) {
            return new WaitsForIdleCpus(machine, 1);
        }
        if (changes.has(Change.STARTS_BATCH_WITHOUT_FENCE)) {
            return new StartsBatchWithoutFence(machine, 1);
        }
        return changes.has(Change.SLEEPS_ON_CALLBACKS) ? new SleepsOnCallbacks(machine, 1) : new Rcu(machine, 1);
    }
}
