// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.scenario.historic;

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
            new FifoQueue());

    private HistoricScenarios() {}

    public static List<Scenario> all() {
        return ALL;
    }
}
