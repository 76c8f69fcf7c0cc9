// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.history.system;

import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Property;
import org.wakeproof.machine.Machine;
import org.wakeproof.scenario.Change;
import org.wakeproof.scenario.Changes;
import org.wakeproof.scenario.Settings;
import org.wakeproof.scenario.SmallSystem;
import org.wakeproof.sched.history.locks.FetchesSchedulerEarly;
import org.wakeproof.sched.history.locks.ReadsLockPointerOnce;
import org.wakeproof.sched.history.locks.SchedulerSwitch;

/** F33a, F33b: CPU1 schedules while CPU0 gives it another scheduler. */
final class LockPointer extends HistoricScenario {
    LockPointer() {
        super(
                "lock-pointer",
                "a CPU schedules while it gets another scheduler: does it hold the right lock?",
                new Bug(Change.READS_LOCK_POINTER_ONCE, "it works under the lock of the scheduler before (F33)"),
                new Bug(Change.FETCHES_SCHEDULER_EARLY, "the scheduler before works on the new one's data (F33)"));
    }

    @Override
    public ClosedSystem build(Settings settings) {
        Machine machine = SmallSystem.machine(settings, 2);
        SchedulerSwitch scheduling = variant(settings.changes(), machine);
        machine.boot(0, true, machine.procedure("adds CPU1 to a pool", () -> scheduling.scheduleCpuSwitch()));
        machine.boot(1, true, machine.procedure("schedules", () -> scheduling.schedule()));
        return new SmallSystem(machine, "CPU1 schedules once, and changes its scheduler once")
                .and(new Property.NoDeadlock())
                .close();
    }

    private static SchedulerSwitch variant(Changes changes, Machine machine) {
        if (changes.has(Change.READS_LOCK_POINTER_ONCE)) {
            return new ReadsLockPointerOnce(machine);
        }
        return changes.has(Change.FETCHES_SCHEDULER_EARLY)
                ? new FetchesSchedulerEarly(machine)
                : new SchedulerSwitch(machine);
    }
}
