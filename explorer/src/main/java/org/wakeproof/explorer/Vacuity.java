// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;

/**
 * What an exploration did not exercise: a property can hold because nothing ever happened.
 *
 * @param neverReached procedures that were never called
 * @param oneWayOnly tests in reached code that came out the same way each time, CPUs taken together
 */
public record Vacuity(List<String> neverReached, List<String> oneWayOnly) {
    static Vacuity of(Machine machine, Program program) {
        List<String> never = new ArrayList<>();
        for (Procedure procedure : machine.procedures()) {
            if (!program.hasEntered(procedure)) {
                never.add(procedure.name());
            }
        }
        Map<String, TreeSet<String>> outcomes = new TreeMap<>();
        program.forEachActivation(activation -> note(activation, outcomes));
        List<String> oneWay = outcomes.values().stream()
                .filter(seen -> seen.size() == 1)
                .map(TreeSet::first)
                .toList();
        return new Vacuity(List.copyOf(never), oneWay);
    }

    private static void note(Activation activation, Map<String, TreeSet<String>> outcomes) {
        if (activation.operation == null || !activation.operation.isTest()) {
            return;
        }
        String function = activation
                .functions
                .substring(activation.functions.lastIndexOf('>') + 1)
                .strip();
        TreeSet<String> seen = outcomes.computeIfAbsent(
                function + unnumbered(activation.operation.toString()), key -> new TreeSet<>());
        activation.children.forEachResult(
                result -> seen.add(function + ": " + unnumbered(activation.operation.describe(result))));
    }

    /** Without what tells one CPU's cells from another's. */
    private static String unnumbered(String text) {
        return text.replaceAll("\\[\\d+]", "").replaceAll("(?<=[a-z_])\\d+\\b", "");
    }
}
