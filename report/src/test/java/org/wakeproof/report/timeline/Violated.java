// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Explorer;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.Result;
import org.wakeproof.explorer.Trace;
import org.wakeproof.explorer.Verdict;
import org.wakeproof.history.Scenarios;

/** A system that loses, with how it comes about. */
public record Violated(ClosedSystem system, Result result, Trace found, Trace trace) {
    public static Violated check(String commandLine) {
        ClosedSystem system = Scenarios.wired(commandLine);
        Explorer explorer = new Explorer(
                system.machine(), system.properties(), Options.defaults().withThreads(1));
        Result result = explorer.run();
        assertThat(result.verdict()).isEqualTo(Verdict.VIOLATED);
        Trace found = result.trace().orElseThrow();
        return new Violated(system, result, found, explorer.withFewerSwitches(found));
    }

    public Timeline timeline() {
        return Timeline.of(system, trace, result.property());
    }

    public String narrative() {
        return Narrative.of(system, trace, timeline(), result.property());
    }
}
