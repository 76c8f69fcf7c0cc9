// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.pathfinder;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.wakeproof.explorer.Verdict;

/**
 * What the listener inside JPF has written.
 *
 * @param constraint which limit cut the search; empty if none did
 * @param property the class of the violated JPF property; empty without an error
 * @param details what the error says
 * @param newStates states met for the first time
 * @param visitedStates transitions to states that were known
 * @param endStates states at which the program had ended
 * @param maxDepth the longest path
 * @param seconds of search
 * @param heapMiB Java heap that JPF had grown to
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record PathFinderReport(
        String constraint,
        String property,
        String details,
        long newStates,
        long visitedStates,
        long endStates,
        int maxDepth,
        double seconds,
        long heapMiB) {

    private static final String ASSERTION = "java.lang.AssertionError: ";
    private static final String VIOLATION = "org.wakeproof.machine.Violation: ";

    /**
     * What it means. Only a search that nothing cut, in which runs came to their end, can pass.
     *
     * @param output what the scenario has printed
     * @param hoped the properties that have to be met once
     * @throws IllegalStateException if JPF failed rather than the scenario
     */
    Opinion opinion(List<String> output, List<String> hoped) {
        TreeSet<String> outcomes = new TreeSet<>(after(ScenarioMain.OUTCOME, output));
        List<String> violated = after(ScenarioMain.VIOLATED, output);
        if (property.endsWith("NoOutOfMemoryErrorProperty")) {
            return incomplete("JPF ran out of memory", outcomes);
        }
        if (!property.isEmpty()) {
            return violation(outcomes);
        }
        if (!constraint.isEmpty()) {
            return incomplete("JPF was stopped by its limit: " + constraint, outcomes);
        }
        if (endStates == 0 || outcomes.isEmpty()) {
            return incomplete("no run came to rest, so nothing was decided", outcomes);
        }
        if (!violated.isEmpty()) {
            return opinion(Verdict.VIOLATED, violated.get(0), "in " + violated.size() + " ways", outcomes, List.of());
        }
        List<String> unmet = new ArrayList<>(hoped);
        unmet.removeAll(after(ScenarioMain.MET, output));
        if (!unmet.isEmpty()) {
            return opinion(Verdict.VIOLATED, unmet.get(0), "never met in the whole state space", outcomes, List.of());
        }
        return opinion(Verdict.HOLDS, null, "", outcomes, List.of());
    }

    private Opinion violation(TreeSet<String> outcomes) {
        int broken = details.indexOf(VIOLATION);
        if (broken >= 0) {
            return opinion(
                    Verdict.VIOLATED,
                    "the machine's rules",
                    firstLine(details.substring(broken + VIOLATION.length())),
                    outcomes,
                    List.of());
        }
        int lost = details.indexOf(ASSERTION);
        int steps = details.indexOf(ScenarioMain.STEPS);
        if (lost < 0 || steps < 0) {
            throw new IllegalStateException("JPF reports " + property + ": " + firstLine(details));
        }
        String text = details.substring(lost + ASSERTION.length(), steps);
        int colon = text.indexOf(": ");
        return opinion(
                Verdict.VIOLATED,
                text.substring(0, colon),
                text.substring(colon + 2),
                outcomes,
                numbers(firstLine(details.substring(steps + ScenarioMain.STEPS.length()))));
    }

    private static List<Integer> numbers(String list) {
        List<Integer> numbers = new ArrayList<>();
        for (String number : list.replaceAll("[\\[\\] ]", "").split(",")) {
            numbers.add(Integer.valueOf(number));
        }
        return numbers;
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }

    private static List<String> after(String prefix, List<String> output) {
        return output.stream()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()))
                .distinct()
                .toList();
    }

    private Opinion incomplete(String why, TreeSet<String> outcomes) {
        return opinion(Verdict.INCOMPLETE, null, why, outcomes, List.of());
    }

    private Opinion opinion(Verdict verdict, String broken, String why, TreeSet<String> outcomes, List<Integer> steps) {
        return new Opinion(verdict, Optional.ofNullable(broken), why, outcomes, steps, newStates, seconds);
    }
}
