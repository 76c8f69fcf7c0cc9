// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.wakeproof.explorer.program.Activation;
import org.wakeproof.explorer.program.Program;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;

/**
 * What an exploration did not exercise: a property can hold because nothing ever happened.
 *
 * @param neverReached names of procedures of which none was ever called
 * @param oneWayOnly tests in reached code that came out the same way each time, CPUs taken together, and loops that
 *     never went round again
 */
public record Vacuity(List<String> neverReached, List<String> oneWayOnly) {
    static Vacuity of(Machine machine, Program program) {
        Set<String> never = new LinkedHashSet<>();
        machine.procedures().forEach(procedure -> never.add(procedure.name()));
        machine.procedures().stream()
                .filter(program::hasEntered)
                .map(Procedure::name)
                .forEach(never::remove);
        Map<String, TreeSet<String>> outcomes = new TreeMap<>();
        program.forEachActivation(activation -> note(activation, outcomes));
        List<String> oneWay = new ArrayList<>();
        outcomes.values().stream()
                .filter(seen -> seen.size() == 1)
                .map(TreeSet::first)
                .forEach(oneWay::add);
        loopsOfOneRound(program).forEach(loop -> oneWay.add(loop + ": never goes round again"));
        return new Vacuity(List.copyOf(never), List.copyOf(oneWay));
    }

    private static Set<String> loopsOfOneRound(Program program) {
        Set<String> repeated = new TreeSet<>();
        Set<String> goRound = new TreeSet<>();
        program.forEachActivation(activation -> {
            if (activation.request == Activation.Request.REPEAT) {
                repeated.add(unnumbered(activation.callee.name()));
            }
            if (activation.request == Activation.Request.RETURN && activation.result == Procedure.AGAIN) {
                goRound.add(unnumbered(activation.procedure.name()));
            }
        });
        repeated.removeAll(goRound);
        return repeated;
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
