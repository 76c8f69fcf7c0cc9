// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.machine;

import java.util.Set;

/** Thrown by an operation that breaks a rule of the machine or an assertion of a port; ends the path as VIOLATED. */
public final class Violation extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The rule that every write stays in its cell's range. */
    public static final String RANGE = "values in range";
    /** The rule that declared owners and guards are kept. */
    public static final String RACE = "no data race";
    /** The rules of locks: held when released, not taken twice. */
    public static final String LOCKING = "locks used properly";
    /** The ports' own {@code BUG_ON} and {@code ASSERT}. */
    public static final String ASSERTION = "assertions hold";

    /** All of them by name. */
    public static final Set<String> RULES = Set.of(RANGE, RACE, LOCKING, ASSERTION);

    private final String property;

    public Violation(String property, String message) {
        super(message);
        this.property = property;
    }

    /** Name of the built-in property that is broken. */
    public String property() {
        return property;
    }
}
