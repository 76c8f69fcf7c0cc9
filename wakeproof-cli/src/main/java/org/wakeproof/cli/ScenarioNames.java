// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import java.util.Iterator;
import org.wakeproof.history.Scenarios;
import org.wakeproof.scenario.Scenario;

/** What can be typed for a scenario, for completion. */
final class ScenarioNames implements Iterable<String> {
    /** The name as it is written, in whichever case it was typed. */
    static String asWritten(String typed) {
        return Usage.asWritten(typed, new ScenarioNames());
    }

    @Override
    public Iterator<String> iterator() {
        return Scenarios.all().stream().map(Scenario::name).iterator();
    }
}
