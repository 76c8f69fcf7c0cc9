// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.history.today;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.wakeproof.explorer.Explorer;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.Property;
import org.wakeproof.explorer.Verdict;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.SleepState;
import org.wakeproof.softirq.y2026.FencesBarrier;
import org.wakeproof.softirq.y2026.RaisesByTestAndSet;
import org.wakeproof.softirq.y2026.RcuBarrier2026;
import org.wakeproof.softirq.y2026.Softirq2026;

/**
 * rcu_barrier stores cpu_count and raises RCU everywhere. On a CPU on which RCU is pending already, the raise is a load, and no
 * fence (arch_set_softirq, 3e0bc4b503): that CPU may do its RCU before it can see cpu_count, idle, and be waited for by the
 * barrier, though RCU itself does not wait for CPUs that idle. That is P19, in a system small enough for each build.
 */
class BarrierRaiseTest {
    private static final int IDLER = 0;
    private static final int CALLER = 1;

    private static Verdict barrierEnds(boolean tso, boolean alwaysLocked) {
        Machine machine = new Machine(2);
        if (tso) {
            machine.totalStoreOrder(2);
        }
        Softirq2026 softirq = alwaysLocked ? new RaisesByTestAndSet(machine) : new Softirq2026(machine);
        RcuBarrier2026 rcu = RcuBarrier2026.of(machine);
        rcu.open(softirq);
        Procedure idle = machine.function("idle", () -> {
            softirq.doSoftirq();
            rcu.rcuIdleEnter();
            sleep(machine, softirq, rcu);
            rcu.rcuIdleExit();
            return Procedure.AGAIN;
        });
        machine.boot(IDLER, true, machine.procedure("idler", () -> {
            rcu.rcuCheckCallbacks();
            idle.repeat();
        }));
        machine.boot(CALLER, true, machine.procedure("caller", () -> {
            rcu.rcuBarrier();
            idle.repeat();
        }));
        return ends(machine, rcu);
    }

    private static Verdict ends(Machine machine, RcuBarrier2026 rcu) {
        machine.seal();
        Property ends = new Property.Leaves(
                "rcu_barrier ends",
                state -> state.get(rcu.pendingCount().field()) != 0,
                state -> "a CPU does not join");
        return new Explorer(machine, List.of(ends), Options.defaults().withThreads(1))
                .run()
                .verdict();
    }

    private static void sleep(Machine machine, Softirq2026 softirq, RcuBarrier2026 rcu) {
        machine.cpu().disableInterrupts();
        if (!rcu.rcuNeedsCpu()
                && softirq.softirqPending(machine.smpProcessorId()).load() == 0) {
            machine.cpu().sleep(SleepState.C1_HALT);
        } else {
            machine.cpu().enableInterrupts();
        }
    }

    @Test
    void aBarrierIsMissedByWhoHasRcuPendingAlready() {
        assertThat(barrierEnds(true, false)).isEqualTo(Verdict.VIOLATED);
    }

    @Test
    void itIsSeenInOrder() {
        assertThat(barrierEnds(false, false)).isEqualTo(Verdict.HOLDS);
    }

    @EnabledIfSystemProperty(named = "slow", matches = "true", disabledReason = "ten seconds; -Dslow=true")
    @Test
    void itIsSeenWhereEachRaiseIsLocked() {
        assertThat(barrierEnds(true, true)).as("x86-TSO, before 3e0bc4b503").isEqualTo(Verdict.HOLDS);
    }

    /**
     * Barriers one after the other, as free_payload has two, and no other callback: as the first ends, a batch may have begun,
     * for which the idler has RCU to do.
     */
    private static Verdict lastBarrierEnds(int barriers, boolean fenced) {
        Machine machine = new Machine(2);
        machine.totalStoreOrder(1);
        Softirq2026 softirq = new Softirq2026(machine);
        RcuBarrier2026 rcu = fenced
                ? new FencesBarrier(machine, barriers, RcuBarrier2026.NOBODY)
                : new RcuBarrier2026(machine, barriers, RcuBarrier2026.NOBODY);
        rcu.open(softirq);
        Procedure idle = machine.function("idle", () -> {
            softirq.doSoftirq();
            rcu.rcuIdleEnter();
            softirq.processPendingSoftirqs();
            sleep(machine, softirq, rcu);
            rcu.rcuIdleExit();
            return Procedure.AGAIN;
        });
        machine.boot(IDLER, true, machine.procedure("idler", () -> idle.repeat()));
        machine.boot(CALLER, true, machine.procedure("caller", () -> {
            for (int i = 0; i < barriers; i++) {
                rcu.rcuBarrier();
            }
            machine.cpu().stop();
        }));
        return ends(machine, rcu);
    }

    @EnabledIfSystemProperty(named = "slow", matches = "true", disabledReason = "two minutes; -Dslow=true")
    @Test
    void theSecondOfTwoBarriersIsMissedWhereNoOtherCallbackIsDue() {
        assertThat(lastBarrierEnds(1, false)).as("one").isEqualTo(Verdict.HOLDS);
        assertThat(lastBarrierEnds(2, false)).as("two").isEqualTo(Verdict.VIOLATED);
        assertThat(lastBarrierEnds(2, true)).as("two, with the fence").isEqualTo(Verdict.HOLDS);
    }
}
