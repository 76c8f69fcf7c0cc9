// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.history.system;

import java.util.List;
import org.wakeproof.scenario.Scenario;

/** All of them, by subject. */
public final class HistoricScenarios {
    private static final List<Scenario> ALL = List.of(
            // F08
            new TaskletHandover(),
            // F14
            new RaiseBatch(),
            // F25
            new FlushMask(),
            new Calibration(),
            // F36
            new PostedInterrupt(),
            // F39
            new X2apicSend(),
            // F40
            new FifoQueue(),
            // F26
            new NearMiss(),
            // F22, F23
            new SharedChannel(),
            // F07
            new PeriodBegin(),
            // F17
            new ExpiredTimer(),
            // F37
            new SuspendToRam(),
            // F09, F32
            new MwaitBroadcast(),
            // F38
            new MwaitWakeup(),
            // F32
            new InMwaitWakeup(),
            // F31
            new MwaitInterrupt(),
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
