// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.history.system;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.wakeproof.scenario.Change;
import org.wakeproof.scenario.Scenario;

/** A small system that has one bug, or a few relatives of it, only where asked to. */
public abstract class HistoricScenario implements Scenario {
    protected static final String SAMPLE_AGE = "sample-age";

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
    public record Bug(Change change, String story, boolean isHarmless) {
        public Bug(Change change, String story) {
            this(change, story, false);
        }

        /** A change that is no bug. */
        public static Bug harmless(Change change, String story) {
            return new Bug(change, story, true);
        }

        private String expectation() {
            return String.format("%-34s  %-8s  %s", change, isHarmless ? "HOLDS" : "VIOLATED", story);
        }
    }

    protected HistoricScenario(String name, String summary, Bug... bugs) {
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

    /** Whether there is a clock in it. */
    protected boolean hasClock() {
        return false;
    }

    @Override
    public Set<String> takes() {
        return hasClock() ? Set.of("change", "memory", SAMPLE_AGE) : Set.of("change", "memory");
    }

    @Override
    public List<String> options() {
        List<String> lines = new ArrayList<>();
        lines.add("--memory M      sc or tso (default sc)");
        lines.add("--change C      "
                + String.join(", ", changes().stream().map(Change::toString).toList()));
        if (hasClock()) {
            lines.add("--sample-age N  a sample of NOW() grows up to N ticks old while it is in use (default "
                    + defaults().getOrDefault(SAMPLE_AGE, "0") + ")");
        }
        return lines;
    }

    /** What is expected of it without any change. */
    protected String asIs() {
        return "HOLDS";
    }

    @Override
    public List<String> expectations() {
        List<String> lines = new ArrayList<>();
        lines.add(String.format("%-34s  %s", "as is", asIs()));
        bugs.forEach(bug -> lines.add(bug.expectation()));
        return lines;
    }
}
