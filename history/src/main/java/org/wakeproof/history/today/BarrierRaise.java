// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.history.today;

import org.wakeproof.cpuidle.y2026.AcpiProcessorIdle2026;
import org.wakeproof.cpuidle.y2026.IdleLoop2026;
import org.wakeproof.cpuidle.y2026.StaysInMwait;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Property;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.SleepState;
import org.wakeproof.scenario.Change;
import org.wakeproof.scenario.Changes;
import org.wakeproof.scenario.Settings;
import org.wakeproof.scenario.SmallSystem;
import org.wakeproof.softirq.y2026.FencesBarrier;
import org.wakeproof.softirq.y2026.RaisesByTestAndSet;
import org.wakeproof.softirq.y2026.RcuBarrier2026;
import org.wakeproof.softirq.y2026.Softirq2026;

/** P19: a CPU has RCU pending as another calls rcu_barrier, which stores cpu_count and raises RCU there without a fence. */
final class BarrierRaise extends CalibratedScenario {
    BarrierRaise() {
        super(
                "barrier-raise",
                "a CPU runs its RCU callback, and idles, as rcu_barrier begins: does it join?",
                "HOLDS     with --memory tso, too: late, by a second at most",
                Bug.harmless(Change.FENCES_BARRIER, "repaired, with --memory tso, too"),
                Bug.harmless(Change.RAISES_BY_TEST_AND_SET, "before 3e0bc4b503, with --memory tso, too"),
                Bug.harmless(Change.SLEEPS_BY_MWAIT, "with --memory tso: VIOLATED as well"),
                Bug.harmless(Change.BARRIER_ON_CPU0, "with --memory tso, too: the raise on CPU0 itself is a fence"));
    }

    @Override
    protected String asIs() {
        return "HOLDS     (with --memory tso: VIOLATED, as a CPU joins without seeing the barrier, P19)";
    }

    @Override
    public ClosedSystem build(Settings settings) {
        Machine machine = SmallSystem.machine(settings, 2);
        Changes changes = settings.changes();
        int caller = changes.has(Change.BARRIER_ON_CPU0) ? 0 : 1;
        Softirq2026 softirq =
                changes.has(Change.RAISES_BY_TEST_AND_SET) ? new RaisesByTestAndSet(machine) : new Softirq2026(machine);
        RcuBarrier2026 rcu = changes.has(Change.FENCES_BARRIER)
                ? new FencesBarrier(machine, 1, 1 - caller)
                : new RcuBarrier2026(machine, 1, 1 - caller);
        rcu.open(softirq);
        IdleLoop2026 idleLoop = idleLoop(machine, softirq, rcu, changes.has(Change.SLEEPS_BY_MWAIT));
        calibrate(settings, machine, softirq);
        machine.boot(caller, true, machine.procedure("caller", () -> {
            rcu.rcuBarrier();
            machine.cpu().stop();
        }));
        machine.boot(1 - caller, true, idleLoop.procedure());
        return close(machine, softirq, rcu, caller);
    }

    private static IdleLoop2026 idleLoop(Machine machine, Softirq2026 softirq, RcuBarrier2026 rcu, boolean byMwait) {
        IdleLoop2026 idleLoop = new IdleLoop2026(machine, softirq, rcu);
        idleLoop.installPmIdle(new AcpiProcessorIdle2026(new AcpiProcessorIdle2026.Parts(
                machine,
                softirq,
                rcu,
                idleLoop,
                null,
                null,
                byMwait ? mwait(machine, softirq) : () -> machine.cpu().sleep(SleepState.C1_HALT))));
        return idleLoop;
    }

    private static Runnable mwait(Machine machine, Softirq2026 softirq) {
        StaysInMwait mwait = new StaysInMwait(machine, softirq);
        return () -> mwait.mwaitIdleWithHints(SleepState.C1_MWAIT, false);
    }

    private static ClosedSystem close(Machine machine, Softirq2026 softirq, RcuBarrier2026 rcu, int caller) {
        int idler = 1 - caller;
        return new SmallSystem(
                        machine,
                        "CPU" + caller + " calls rcu_barrier once; CPU" + idler
                                + " runs a callback that is due, and idles; nothing else raises RCU")
                .and(new Property.Leaves(
                        "rcu_barrier ends",
                        state -> state.get(rcu.pendingCount().field()) != 0,
                        state -> "the barrier waits for a CPU that has not joined"))
                .and(new Property.Sometimes(
                        "CPU" + idler + " has RCU pending as rcu_barrier begins",
                        state -> state.get(rcu.pendingCount().field()) == machine.cpuCount() + 1
                                && state.get(rcu.cpuCount().field()) == 0
                                && (state.get(softirq.softirqPending(idler).field()) >>> Softirq2026.RCU & 1) != 0))
                .sometimesAsleep(idler)
                .close();
    }
}
