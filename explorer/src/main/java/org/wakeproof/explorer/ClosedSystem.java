// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.wakeproof.machine.Field;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.State;

/**
 * A machine with all that surrounds it, ready to be explored.
 *
 * @param machine the sealed machine
 * @param properties what it is checked for
 * @param bounds every bound within which a verdict holds, one sentence each
 * @param subjects for properties that speak of one CPU, which, and its pending word
 * @param outcome what each CPU looks like in a state, in words
 */
public record ClosedSystem(
        Machine machine,
        List<Property> properties,
        List<String> bounds,
        Map<String, Subject> subjects,
        Function<State, String> outcome) {
    /**
     * The CPU that a property speaks of.
     *
     * @param cpu its number
     * @param pending its word of pending work
     * @param property the property itself
     */
    public record Subject(int cpu, Field pending, Property property) {
        /** What a property is called that speaks of wake-ups; the CPU follows. */
        public static final String NO_LOST_WAKEUP = "no lost wake-up of CPU";

        /** Whether what is lost is a wake-up of the CPU, and not something else that concerns it. */
        public boolean isWakeup() {
            return property.name().startsWith(NO_LOST_WAKEUP);
        }
    }
}
