// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.wakeproof.explorer.Options;
import org.wakeproof.history.Scenarios;
import org.wakeproof.report.Resource;
import org.wakeproof.scenario.GivenOptions;

/**
 * How large the systems of README's tables were, to say before a long search what it may take.
 *
 * @param scenario its name
 * @param given the options of the row
 * @param states as README has them, as {@code 14.3 M}
 * @param isSymbolic whether these are single states, of {@code --search symbolic}
 */
record MeasuredRows(String scenario, String given, String states, boolean isSymbolic) {
    private static final double LONG = 1e6;

    private static List<MeasuredRows> all() {
        return Resource.text(MeasuredRows.class, "measured.txt")
                .lines()
                .map(MeasuredRows::read)
                .toList();
    }

    private static MeasuredRows read(String line) {
        String[] cells = line.split("\t");
        String[] words = cells[0].split(" ", 2);
        return new MeasuredRows(
                words[0], words.length == 1 ? "" : words[1], cells[1], cells[0].contains("--search symbolic"));
    }

    /** All options of the scenario, as they were in this row. */
    private Map<String, String> settings() {
        Map<String, String> options = new LinkedHashMap<>();
        String[] words = given.split(" ");
        for (int i = 0; i + 1 < words.length; i += 2) {
            if (!words[i].equals("--search") && !words[i].equals("--storage")) {
                options.put(words[i].substring(2), words[i + 1]);
            }
        }
        return GivenOptions.complete(Scenarios.named(scenario), options);
    }

    private long differences(Map<String, String> settings) {
        Map<String, String> own = settings();
        return settings.keySet().stream()
                        .filter(name -> !settings.get(name).equals(own.get(name)))
                        .count()
                + own.keySet().stream()
                        .filter(name -> !settings.containsKey(name))
                        .count();
    }

    private double count() {
        double number = Double.parseDouble(states.replaceAll("[^\\d.]", ""));
        return number * (states.endsWith("M") ? 1e6 : states.endsWith("k") ? 1e3 : 1);
    }

    /** Whether such a search may come to count what this row counted. */
    private boolean isOf(Options.Order search) {
        return search == Options.Order.AUTO || isSymbolic == (search == Options.Order.SYMBOLIC);
    }

    /**
     * In a line, how large the nearest row was, by its options, and of several the largest.
     *
     * @return empty where no row is of that scenario and search, or where it was small
     */
    static Optional<String> estimate(String scenario, Map<String, String> settings, Options.Order search) {
        Objects.requireNonNull(settings);
        return all().stream()
                .filter(row -> row.scenario.equals(scenario) && row.isOf(search))
                .min(Comparator.comparingLong((MeasuredRows row) -> row.differences(settings))
                        .thenComparing(
                                Comparator.comparingDouble(MeasuredRows::count).reversed()))
                .filter(row -> row.count() >= LONG)
                .map(row -> "the measured row "
                        + (row.differences(settings) == 0 ? "of this" : "nearest to this")
                        + ", check " + (scenario + " " + row.given).strip() + ", met " + row.states + " states");
    }
}
