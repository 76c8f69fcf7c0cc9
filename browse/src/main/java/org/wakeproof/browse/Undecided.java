// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.browse;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.wakeproof.explorer.Property;
import org.wakeproof.explorer.Property.Sometimes;
import org.wakeproof.explorer.Result;
import org.wakeproof.machine.Violation;

/**
 * The properties of which a search does not know yet whether they are violated. The rules of the machine are asked with them.
 *
 * @param properties in the order of the system
 * @param brokenRules of the machine and of locks, which are known to be broken: no run goes on behind a step that breaks one of
 *     the machine
 * @param notAsked names of those that are left out, as they are not about what follows
 */
record Undecided(List<Property> properties, Set<String> brokenRules, List<String> notAsked) {
    private static final Set<String> MACHINE_RULES =
            Set.of(Violation.RANGE, Violation.RACE, Violation.LOCKING, Violation.ASSERTION);

    /** All of them; from a place on the way, what is to be met some time may have been met before. */
    static Undecided of(List<Property> all, boolean isOnTheWay) {
        List<Property> asked = new ArrayList<>();
        List<String> notAsked = new ArrayList<>();
        for (Property each : all) {
            if (isOnTheWay && each instanceof Sometimes) {
                notAsked.add(each.name());
            } else {
                asked.add(each);
            }
        }
        return new Undecided(asked, Set.of(), notAsked);
    }

    /** The others. What is no property is a rule: of the machine, or of locks. */
    Undecided without(String violated) {
        List<Property> others = properties.stream()
                .filter(each -> !each.name().equals(violated))
                .toList();
        if (others.size() < properties.size()) {
            return new Undecided(others, brokenRules, notAsked);
        }
        Set<String> rules = new TreeSet<>(brokenRules);
        rules.add(violated);
        return new Undecided(properties, rules, notAsked);
    }

    /** What is said where all of them hold. */
    String hold(boolean isElseViolated) {
        String what = isElseViolated ? "nothing else is violated" : "no violation";
        return what
                + (notAsked.isEmpty() ? " in the whole space" : " in all that can be reached from here")
                + omitted();
    }

    /** What is said where a limit has ended the search. */
    String soFar(Result result, boolean isElseViolated) {
        return (isElseViolated ? "of the others: " : "") + result.soFar() + omitted();
    }

    private String omitted() {
        String ends = brokenRules.stream()
                .filter(MACHINE_RULES::contains)
                .map(rule -> "'" + rule + "'")
                .collect(Collectors.joining(" or "));
        String behind = ends.isEmpty() ? "" : "; no run is followed behind a step that breaks " + ends;
        return behind
                + (notAsked.isEmpty()
                        ? ""
                        : "; not asked, as it may have been met before: '" + String.join("', '", notAsked) + "'");
    }
}
