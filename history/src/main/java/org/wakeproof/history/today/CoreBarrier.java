// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.history.today;

import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Property;
import org.wakeproof.history.system.HistoricScenario;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.SleepState;
import org.wakeproof.scenario.Change;
import org.wakeproof.scenario.Settings;
import org.wakeproof.scenario.SmallSystem;
import org.wakeproof.sched.y2026.CoreRendezvous2026;
import org.wakeproof.sched.y2026.CoreSoftirq2026;
import org.wakeproof.softirq.y2026.RcuBarrier2026;

/** P18: a core's CPUs meet to schedule while one of them holds an RCU barrier. */
final class CoreBarrier extends HistoricScenario {
    CoreBarrier() {
        super(
                "core-barrier",
                "siblings meet to schedule while one is in rcu_barrier: do both end?",
                new Bug(Change.FORGETS_RCU, "the one that waits for its sibling keeps the barrier from ending"),
                new Bug(Change.RCU_SOFTIRQ_LAST, "it comes back before it has done what RCU waits for"));
    }

    @Override
    public ClosedSystem build(Settings settings) {
        Machine machine = SmallSystem.machine(settings, 2);
        CoreSoftirq2026 softirq = settings.changes().has(Change.RCU_SOFTIRQ_LAST)
                ? new CoreSoftirq2026.RcuLast(machine)
                : new CoreSoftirq2026(machine);
        RcuBarrier2026 rcu = RcuBarrier2026.of(machine);
        rcu.open(softirq);
        CoreRendezvous2026 core = settings.changes().has(Change.FORGETS_RCU)
                ? new CoreRendezvous2026.ForgetsRcu(machine, softirq, rcu)
                : new CoreRendezvous2026(machine, softirq, rcu);
        Procedure idle = machine.function("idle", () -> {
            softirq.doSoftirq();
            machine.cpu().disableInterrupts();
            if (!rcu.rcuNeedsCpu()
                    && softirq.softirqPending(machine.smpProcessorId()).load() == 0) {
                machine.cpu().sleep(SleepState.C1_HALT);
            } else {
                machine.cpu().enableInterrupts();
            }
            return Procedure.AGAIN;
        });
        machine.boot(0, true, machine.procedure("schedules", () -> {
            softirq.raiseSoftirq(CoreSoftirq2026.SCHEDULE);
            idle.repeat();
        }));
        machine.boot(1, true, machine.procedure("barrier", () -> {
            rcu.rcuBarrier();
            idle.repeat();
        }));
        return new SmallSystem(machine, "two siblings of a core: CPU0 schedules once, and CPU1 calls rcu_barrier once")
                .and(new Property.Leaves(
                        "rcu_barrier ends",
                        state -> state.get(rcu.pendingCount().field()) != 0,
                        state -> "the barrier waits for a CPU that does no softirqs"))
                .and(new Property.Leaves(
                        "the rendezvous ends",
                        state -> state.get(core.rendezvousInCnt().field()) != 0,
                        state -> "a CPU waits for its sibling to schedule, and that never does"))
                .and(new Property.Sometimes(
                        "they meet during the barrier",
                        state -> state.get(core.rendezvousInCnt().field()) == 1
                                && state.get(rcu.pendingCount().field()) > 1))
                .close();
    }
}
