// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.history.system;

import org.wakeproof.cpuidle.history.ArmsMonitorLast;
import org.wakeproof.cpuidle.history.MissesStores;
import org.wakeproof.cpuidle.history.MwaitIdle;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.SleepState;
import org.wakeproof.machine.Word;
import org.wakeproof.scenario.Change;
import org.wakeproof.scenario.Changes;
import org.wakeproof.scenario.Settings;
import org.wakeproof.softirq.history.AlwaysInterrupts;
import org.wakeproof.softirq.history.ElidesInterrupts;
import org.wakeproof.softirq.history.ElidesWithoutFence;
import org.wakeproof.softirq.history.RaisesByPlainStore;
import org.wakeproof.softirq.history.RaisesByPlainStoreWithoutFence;

/** F38 and the refactoring of September 2014: a CPU that says that it is in mwait is not interrupted. */
final class MwaitWakeup extends HistoricScenario {
    MwaitWakeup() {
        super(
                "mwait-wakeup",
                "a CPU in mwait gets a softirq, but no interrupt: does it wake?",
                new Bug(Change.MONITOR_MISSES_STORES, "the processor has an erratum (F38)"),
                Bug.harmless(Change.ALWAYS_INTERRUPTS, "even with the erratum"),
                new Bug(Change.ARMS_MONITOR_LAST, "the store comes before the monitor is armed (G3)"),
                Bug.harmless(Change.ELIDES_WITHOUT_FENCE, "the locked raise is a fence"),
                Bug.harmless(
                        Change.RAISES_BY_PLAIN_STORE, "the fence orders it; both changes with --memory tso: VIOLATED"));
    }

    private static ElidesInterrupts softirq(Machine machine, Changes changes) {
        if (changes.has(Change.ALWAYS_INTERRUPTS)) {
            return new AlwaysInterrupts(machine);
        }
        boolean fenceless = changes.has(Change.ELIDES_WITHOUT_FENCE);
        if (changes.has(Change.RAISES_BY_PLAIN_STORE)) {
            return fenceless ? new RaisesByPlainStoreWithoutFence(machine) : new RaisesByPlainStore(machine);
        }
        return fenceless ? new ElidesWithoutFence(machine) : new ElidesInterrupts(machine);
    }

    private static MwaitIdle idle(Machine machine, ElidesInterrupts softirq, Changes changes) {
        Word flags = softirq.cpuidleMwaitFlags();
        if (changes.has(Change.MONITOR_MISSES_STORES)) {
            return new MissesStores(machine, softirq, flags, null);
        }
        return changes.has(Change.ARMS_MONITOR_LAST)
                ? new ArmsMonitorLast(machine, softirq, flags, null)
                : new MwaitIdle(machine, softirq, flags, null);
    }

    @Override
    public ClosedSystem build(Settings settings) {
        Machine machine = MwaitThenHalt.machine(settings);
        ElidesInterrupts softirq = softirq(machine, settings.changes());
        MwaitIdle idle = idle(machine, softirq, settings.changes());
        return MwaitThenHalt.system(machine, softirq, () -> idle.mwaitIdleWithHints(SleepState.C1_MWAIT), () -> {})
                .close();
    }
}
