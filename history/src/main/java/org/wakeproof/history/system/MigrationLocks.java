// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.history.system;

import java.util.List;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Property;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;
import org.wakeproof.scenario.Change;
import org.wakeproof.scenario.Changes;
import org.wakeproof.scenario.Settings;
import org.wakeproof.scenario.SmallSystem;
import org.wakeproof.sched.history.locks.MigratesByTrying;
import org.wakeproof.sched.history.locks.PicksAnew;
import org.wakeproof.sched.history.locks.VcpuMigration;

/** F34: three vCPUs migrate at once: that of CPU0 to CPU1 or CPU2, those of CPU1 and CPU2 to CPU0. */
final class MigrationLocks extends HistoricScenario {
    private static final List<Integer> AFFINITY = List.of(0b110, 0b001, 0b001);

    MigrationLocks() {
        super(
                "migration-locks",
                "vCPUs migrate in opposite directions: does each arrive?",
                new Bug(Change.MIGRATES_BY_TRYING, "each tries for the other's lock, and backs off, for ever (F34)"),
                new Bug(Change.PICKS_ANEW, "the locks are never those of the CPU that is picked (F34)"));
    }

    @Override
    public ClosedSystem build(Settings settings) {
        Machine machine = SmallSystem.machine(settings, AFFINITY.size());
        VcpuMigration migration = variant(settings.changes(), machine);
        Procedure migrates = machine.procedure("migrates", migration::vcpuMigrate);
        for (int cpu = 0; cpu < AFFINITY.size(); cpu++) {
            machine.boot(cpu, true, migrates);
        }
        SmallSystem system = new SmallSystem(machine, "each CPU migrates one vCPU once").and(new Property.NoDeadlock());
        for (int v = 0; v < AFFINITY.size(); v++) {
            int who = v;
            system.and(new Property.Leaves(
                    "v" + v + " arrives",
                    state -> state.get(migration.migrating(who).field()) != 0,
                    state -> "v" + who + " is to migrate, and may never arrive"));
        }
        return system.and(new Property.LockDiscipline()).close();
    }

    private static VcpuMigration variant(Changes changes, Machine machine) {
        if (changes.has(Change.MIGRATES_BY_TRYING)) {
            return new MigratesByTrying(machine, AFFINITY);
        }
        return changes.has(Change.PICKS_ANEW) ? new PicksAnew(machine, AFFINITY) : new VcpuMigration(machine, AFFINITY);
    }
}
