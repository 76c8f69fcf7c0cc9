// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.history.today;

import java.util.List;
import org.wakeproof.scenario.Scenario;

/** All of them, by place. */
public final class TodaysScenarios {
    private static final List<Scenario> ALL = List.of(new S3Broadcast(), new RcuIdleTimerFires(), new RcuDefaultIdle(), new TraceRecord());

    private TodaysScenarios() {}

    public static List<Scenario> all() {
        return ALL;
    }
}
