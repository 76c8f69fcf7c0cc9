// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.history.system;

import org.wakeproof.cpuidle.history.InMwait;
import org.wakeproof.cpuidle.history.InMwaitMonitorsLast;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.SleepState;
import org.wakeproof.scenario.Change;
import org.wakeproof.scenario.Settings;
import org.wakeproof.softirq.history.SeesSleepers;

/** The algorithm of July 2025 (F32), and what its plain store on the way out of mwait needs. */
final class InMwaitWakeup extends HistoricScenario {
    InMwaitWakeup() {
        super(
                "in-mwait",
                "the step that raises a softirq sees who is in mwait: does that CPU wake?",
                new Bug(Change.ARMS_MONITOR_LAST, "the raise comes before the monitor is armed (G6)"),
                Bug.harmless(
                        Change.NOTHING_LOCKED_AFTER_MWAIT, "what ends an mwait drains the store buffer, or is locked"));
    }

    @Override
    public ClosedSystem build(Settings settings) {
        Machine machine = MwaitThenHalt.machine(settings);
        SeesSleepers softirq = new SeesSleepers(machine);
        InMwait idle = settings.changes().has(Change.ARMS_MONITOR_LAST)
                ? new InMwaitMonitorsLast(machine, softirq)
                : new InMwait(machine, softirq);
        boolean fenced = !settings.changes().has(Change.NOTHING_LOCKED_AFTER_MWAIT);
        return MwaitThenHalt.system(
                        machine,
                        softirq,
                        () -> idle.mwaitIdleWithHints(SleepState.C1_MWAIT, false),
                        fenced ? machine::fence : () -> {})
                .bound(
                        fenced
                                ? "a fence between mwait and hlt stands for the locked operations of the scheduler"
                                : "no locked operation between mwait and hlt")
                .close();
    }
}
