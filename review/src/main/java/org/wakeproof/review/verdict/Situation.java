// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.verdict;

import java.util.Map;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Explorer;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.Result;
import org.wakeproof.explorer.Searches;
import org.wakeproof.history.Scenarios;
import org.wakeproof.review.IdleCode;
import org.wakeproof.scenario.GivenOptions;
import org.wakeproof.scenario.Scenario;
import org.wakeproof.scenario.SettingsParser;

/**
 * A scenario that a reviewed handler is put into.
 *
 * @param scenario its name
 * @param given its options
 */
public record Situation(String scenario, Map<String, String> given) {
    /** The scenario of the same name with the handler in the place of its own. */
    static final String IN_MWAIT = "in-mwait";

    /** The one in which any softirq may be raised, once. */
    static final String EACH_SOFTIRQ = "each-softirq";

    /** The one with a single CPU, which nobody else can raise a softirq on. */
    boolean isAlone() {
        return "1".equals(given.get("cpus"));
    }

    private ClosedSystem build(IdleCode code) {
        if (scenario.equals(IN_MWAIT)) {
            return OneWakeUp.elided(code);
        }
        if (scenario.equals(EACH_SOFTIRQ)) {
            return OneWakeUp.eachSoftirq(code);
        }
        Scenario named = Scenarios.named(scenario);
        return named.build(
                SettingsParser.parse(GivenOptions.complete(named, given)).withIdleHandler(code::wire));
    }

    /** Puts the handler into it and explores. */
    Finding explore(IdleCode code, Options options, Searches searches) {
        ClosedSystem built = build(code);
        ClosedSystem system = isAlone() ? OwnSoftirq.asked(built) : built;
        Result result = searches.run(new Explorer(system.machine(), system.properties(), options));
        return new Finding(this, code, system, result);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(scenario);
        given.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(option ->
                        text.append(" --").append(option.getKey()).append(' ').append(option.getValue()));
        return text.toString();
    }
}
