// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.scenario.historic;

import java.util.List;
import org.wakeproof.scenario.Scenario;

/** All of them, by subject. */
public final class HistoricScenarios {
    private static final List<Scenario> ALL = List.of(
            // F14
            new RaiseBatch(),
            // F15
            new YieldAndPark(),
            // F16, F29b
            new PauseFlagsRace(),
            // F18, F19
            new RcuIdle(),
            // F21, in the credit scheduler
            new TickleIdlers(),
            // M14
            new StealWindow(),
            // F20
            new RunqueueScan(),
            // F21
            new TickleOne(),
            // F29a, F29c
            new Pool(),
            // F30
            new TaskletTickle(),
            // F33
            new LockPointer(),
            new MoveDomain(),
            // F34
            new MigrationLocks(),
            // F35
            new TickPoolRemoval());

    private HistoricScenarios() {}

    public static List<Scenario> all() {
        return ALL;
    }
}
