// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.Trace;
import org.wakeproof.history.Catalogue;
import org.wakeproof.history.Side;
import org.wakeproof.machine.XenSource;

/** A system of 2026 shares classes with that of 2009; its traces lead to the file of 2026 all the same. */
class SourcesOfTodayTest {
    /** The commits that the functions of softirq.c and timer.c are told of in, by name. */
    private static Map<String, String> commits(String id) {
        Side asIs = Catalogue.find(id).orElseThrow().before();
        ClosedSystem system = asIs.system();
        Trace trace =
                asIs.explore(system, Options.defaults().withThreads(1)).trace().orElseThrow();
        Map<String, String> commits = new TreeMap<>();
        trace.steps().stream()
                .map(step -> SourcePlace.of(system.machine(), step).map(place -> Map.entry(step.functions(), place)))
                .flatMap(Optional::stream)
                .filter(entry -> entry.getValue().file().matches("xen/common/(softirq|timer)\\.c"))
                .forEach(entry -> commits.put(entry.getKey(), entry.getValue().commit()));
        return commits;
    }

    @Test
    void theTimersOfTodayLeadToTheirFileOfToday() {
        Map<String, String> commits = commits("P8b");
        assertThat(commits.keySet()).anyMatch(functions -> functions.endsWith("add_to_heap"));
        assertThat(commits).allSatisfy((functions, commit) -> assertThat(commit).isEqualTo(XenSource.AUGUST_2026));
    }

    @Test
    void thoseOf2009LeadToTheirs() {
        assertThat(commits("F04").values()).isNotEmpty().doesNotContain(XenSource.AUGUST_2026);
    }
}
