// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.browse;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.wakeproof.explorer.Property;
import org.wakeproof.explorer.Property.LockDiscipline;
import org.wakeproof.explorer.Property.Sometimes;
import org.wakeproof.explorer.Result;
import org.wakeproof.machine.Violation;

/**
 * The properties of which a search does not know yet whether they are violated. The rules of the machine are always asked
 * with them.
 *
 * @param properties in the order of the system
 * @param notAsked names of those that are left out, as they are not about what follows
 */
record Undecided(List<Property> properties, List<String> notAsked) {
    private static final Set<String> RULES =
            Set.of(Violation.RANGE, Violation.RACE, Violation.LOCKING, Violation.ASSERTION);

    /** All of them; from a place on the way, what is to be met some time may have been met before. */
    static Undecided of(List<Property> all, boolean isOnTheWay) {
        return new Undecided(
                all.stream()
                        .filter(each -> !isOnTheWay || !(each instanceof Sometimes))
                        .toList(),
                all.stream()
                        .filter(each -> isOnTheWay && each instanceof Sometimes)
                        .map(Property::name)
                        .toList());
    }

    /** Whether what is violated is a rule of the machine. No run goes on behind its breach, nor does the search. */
    static boolean isRuleOfMachine(String violated) {
        return RULES.contains(violated);
    }

    /** The others. Locks' rules have names of their own: once one of them is broken, the other is not asked any more. */
    Undecided without(String violated) {
        boolean isProperty = properties.stream().anyMatch(each -> each.name().equals(violated));
        return new Undecided(
                properties.stream()
                        .filter(each -> isProperty ? !each.name().equals(violated) : !(each instanceof LockDiscipline))
                        .toList(),
                notAsked);
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

    /** What is said where a rule of the machine is broken. */
    String behindRule(String rule) {
        if (properties.isEmpty()) {
            return "the search ends where '" + rule + "' is broken; no other property is left";
        }
        Stream<String> names = properties.stream().map(property -> "'" + property.name() + "'");
        return "the search ends where '" + rule + "' is broken, so nothing is said of "
                + String.join(", ", names.toList());
    }

    private String omitted() {
        return notAsked.isEmpty()
                ? ""
                : "; not asked, as it may have been met before: '" + String.join("', '", notAsked) + "'";
    }
}
