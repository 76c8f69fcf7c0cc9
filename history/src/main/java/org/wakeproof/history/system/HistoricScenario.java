// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.history.system;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.wakeproof.scenario.Change;
import org.wakeproof.scenario.Scenario;

/** A small system that has one bug, or a few relatives of it, only where asked to. */
abstract class HistoricScenario implements Scenario {
    private final String name;
    private final String summary;
    private final List<Bug> bugs;

    /**
     * A bug, or another way to do without it.
     *
     * @param change what puts it in place
     * @param story what that does, with its catalogue number
     * @param isHarmless whether the system holds all the same
     */
    record Bug(Change change, String story, boolean isHarmless) {
        Bug(Change change, String story) {
            this(change, story, false);
        }

        /** A change that is no bug. */
        static Bug harmless(Change change, String story) {
            return new Bug(change, story, true);
        }

        private String expectation() {
            return String.format("%-34s  %-8s  %s", change, isHarmless ? "HOLDS" : "VIOLATED", story);
        }
    }

    HistoricScenario(String name, String summary, Bug... bugs) {
        this.name = name;
        this.summary = summary;
        this.bugs = List.of(bugs);
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final String summary() {
        return summary;
    }

    @Override
    public final List<Change> changes() {
        return bugs.stream().map(Bug::change).toList();
    }

    @Override
    public Set<String> takes() {
        return Set.of("change", "memory");
    }

    @Override
    public List<String> options() {
        return List.of(
                "--memory M      sc or tso (default sc)",
                "--change C      "
                        + String.join(
                                ", ", changes().stream().map(Change::toString).toList()));
    }

    @Override
    public List<String> expectations() {
        List<String> lines = new ArrayList<>();
        lines.add(String.format("%-34s  HOLDS", "as is"));
        bugs.forEach(bug -> lines.add(bug.expectation()));
        return lines;
    }
}
