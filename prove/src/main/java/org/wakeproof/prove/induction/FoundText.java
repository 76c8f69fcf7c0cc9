// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.induction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.wakeproof.prove.induction.Antecedent.At;
import org.wakeproof.prove.induction.Antecedent.Both;
import org.wakeproof.prove.induction.Antecedent.IsSet;
import org.wakeproof.prove.logic.Conjunct;
import org.wakeproof.prove.logic.ParametricSystem;

/**
 * Conjuncts that were found, for a file: a line for each literal, and below it, indented, where it holds: a program and
 * its places, two programs and their places, or a flag.
 */
public final class FoundText {
    private static final String BAR = " | ";
    private static final String FLAG = "flag";

    private FoundText() {}

    static List<String> of(Candidates found) {
        List<String> lines = new ArrayList<>();
        for (Literal literal : found.literals()) {
            lines.add(literal.name());
            Map<String, List<String>> below = new LinkedHashMap<>();
            for (Antecedent each : found.where(literal)) {
                List<String> words = words(each);
                below.computeIfAbsent(words.get(0), key -> new ArrayList<>()).add(words.get(1));
            }
            below.forEach((head, places) -> lines.add("  " + head + BAR + String.join(" ", places)));
        }
        return lines;
    }

    /** What comes in front of the last bar, and a word behind it. */
    private static List<String> words(Antecedent each) {
        if (each instanceof At at) {
            return List.of(at.program().name(), at.program().name(at.place()));
        } else if (each instanceof Both both) {
            List<String> first = words(both.first());
            List<String> second = words(both.second());
            return List.of(first.get(0) + BAR + first.get(1) + BAR + second.get(0), second.get(1));
        }
        return List.of(FLAG + BAR + ((IsSet) each).flag().name(), "is set");
    }

    /**
     * A system with its own key conjuncts and with those that were found.
     *
     * @throws IllegalArgumentException if the lines are not about such a system
     */
    public static ParametricSystem read(List<String> lines, ParametricSystem system) {
        Candidates found = new Candidates(system);
        found.clear();
        Map<String, Antecedent> antecedents = new LinkedHashMap<>();
        Antecedent.of(system).forEach(each -> antecedents.put(String.join(BAR, words(each)), each));
        Literal literal = null;
        for (String line : lines) {
            if (!line.startsWith(" ")) {
                literal = found.literal(line);
            } else {
                int last = line.lastIndexOf(BAR);
                String head = line.substring(2, last + BAR.length());
                String tail = line.substring(last + BAR.length());
                for (String word : head.startsWith(FLAG + BAR) ? List.of(tail) : Arrays.asList(tail.split(" "))) {
                    Antecedent each = antecedents.get(head + word);
                    if (each == null || literal == null) {
                        throw new IllegalArgumentException("there is no '" + head + word + "' in " + system.name());
                    }
                    found.add(literal, each);
                }
            }
        }
        return with(system, found);
    }

    static ParametricSystem with(ParametricSystem system, Candidates found) {
        return system.withInvariant(
                Stream.concat(system.invariant().stream().filter(Conjunct::isKey), found.conjuncts().stream())
                        .toList());
    }
}
