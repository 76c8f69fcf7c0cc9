// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.wakeproof.timed.scenario.Outcome;

/**
 * Runs of one scenario that are shown side by side.
 *
 * @param all the runs, at least one
 * @param usual values that parameters have where nothing is said
 * @param cutOff why there are not all that were asked for; empty where there are
 */
public record Runs(List<Outcome> all, Map<String, String> usual, String cutOff) {
    /** All that were asked for. */
    public Runs(List<Outcome> all, Map<String, String> usual) {
        this(all, usual, "");
    }

    /** What tells a run from the others: its variant, and the parameters that differ between runs. */
    String label(Outcome run) {
        StringBuilder label = new StringBuilder(run.variant());
        for (String name : run.parameters().keySet()) {
            if (isVaried(name)) {
                label.append(' ')
                        .append(name)
                        .append('=')
                        .append(run.parameters().get(name));
            }
        }
        return label.toString();
    }

    private boolean isVaried(String name) {
        return all.stream().map(run -> run.parameters().get(name)).distinct().count() > 1;
    }

    /** The parameters that are the same in all runs, but not the usual ones. */
    Map<String, String> changed() {
        Map<String, String> changed = new LinkedHashMap<>();
        all.get(0).parameters().forEach((name, value) -> {
            if (!isVaried(name) && !value.equals(usual.get(name))) {
                changed.put(name, value);
            }
        });
        return changed;
    }

    /** Scenario, time, seed and what is unusual, in a line. */
    String title() {
        Outcome first = all.get(0);
        List<String> parts = new ArrayList<>();
        parts.add(Numbers.plain(first.seconds()) + " s counted in each run");
        parts.add("seed "
                + String.join(
                        ", ",
                        new TreeSet<>(all.stream()
                                .map(run -> Long.toString(run.seed()))
                                .toList())));
        changed().forEach((name, value) -> parts.add(name + "=" + value));
        String title = first.scenario() + ": " + String.join(", ", parts);
        return cutOff.isEmpty() ? title : title + " (INCOMPLETE, " + cutOff + ")";
    }
}
