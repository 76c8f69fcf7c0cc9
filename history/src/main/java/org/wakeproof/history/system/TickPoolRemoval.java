// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.history.system;

import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Property;
import org.wakeproof.machine.Event;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.State;
import org.wakeproof.machine.Vector;
import org.wakeproof.scenario.Change;
import org.wakeproof.scenario.Changes;
import org.wakeproof.scenario.Settings;
import org.wakeproof.scenario.SmallSystem;
import org.wakeproof.sched.history.locks.PoolRemoval;
import org.wakeproof.sched.history.locks.ResumesTickWithoutLock;
import org.wakeproof.sched.history.locks.TicksWithoutData;
import org.wakeproof.softirq.Softirq;

/** F35: CPU1 has idled and is to run a vCPU, with its ticker, while CPU0 removes it from its pool. */
final class TickPoolRemoval extends HistoricScenario {
    TickPoolRemoval() {
        super(
                "pool-removal",
                "a CPU is removed from its pool: does its ticker touch what is gone?",
                new Bug(Change.RESUMES_TICK_WITHOUT_LOCK, "the ticker is set in data that is gone (F35)"),
                new Bug(Change.TICKS_WITHOUT_DATA, "the ticker fires before it is stopped (F35)"));
    }

    /** The timer of CPU1's ticker. */
    private static final class Expiry extends Event {
        private final Machine machine;
        private final PoolRemoval removal;
        private final Vector vector;

        Expiry(Machine machine, PoolRemoval removal, Vector vector) {
            super("ticker", Kind.INTERNAL);
            this.machine = machine;
            this.removal = removal;
            this.vector = vector;
        }

        @Override
        public boolean enabled(State state) {
            return state.get(removal.ticker().field()) != 0 && machine.cpu(1).interruptRequests(state) == 0;
        }

        @Override
        public void fire(State state) {
            machine.cpu(1).requestInterrupt(state, vector);
        }

        @Override
        public String describe(State before, State after) {
            return "the ticker expires: interrupt to CPU1";
        }
    }

    @Override
    public ClosedSystem build(Settings settings) {
        Machine machine = SmallSystem.machine(settings, 2);
        Softirq softirq = new Softirq(machine);
        PoolRemoval removal = variant(settings.changes(), machine);
        softirq.openSoftirq(Softirq.SCHEDULE, removal::schedule);
        softirq.openSoftirq(Softirq.TIMER, removal::cschedTick);
        machine.event(new Expiry(machine, removal, machine.vector("timer", () -> softirq.raiseSoftirq(Softirq.TIMER))));
        CpuLoop loop = new CpuLoop(machine, "CPU1", softirq, () -> true);
        machine.boot(0, true, machine.procedure("removes CPU1 from its pool", () -> {
            removal.scheduleCpuRm();
            machine.cpu().stop();
        }));
        machine.boot(1, true, machine.procedure("has idled", () -> {
            removal.schedTickResume();
            softirq.raiseSoftirq(Softirq.SCHEDULE);
            loop.run();
        }));
        return new SmallSystem(machine, "one removal; CPU1 leaves its idle function once")
                .and(new Property.Sometimes(
                        "the ticker runs", state -> state.get(removal.ticker().field()) != 0))
                .close();
    }

    private static PoolRemoval variant(Changes changes, Machine machine) {
        if (changes.has(Change.RESUMES_TICK_WITHOUT_LOCK)) {
            return new ResumesTickWithoutLock(machine);
        }
        return changes.has(Change.TICKS_WITHOUT_DATA) ? new TicksWithoutData(machine) : new PoolRemoval(machine);
    }
}
