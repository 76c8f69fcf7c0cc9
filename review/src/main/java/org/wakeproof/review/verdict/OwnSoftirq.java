// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.verdict;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.ClosedSystem.Subject;
import org.wakeproof.explorer.Property;
import org.wakeproof.machine.Cpu;

/**
 * The question whether a CPU that is alone goes to sleep on a softirq that it has raised itself. Where there are others,
 * one of them may have raised it, and its interrupt be on the way.
 */
final class OwnSoftirq {
    private static final String NAME = "CPU0 does not go to sleep on a softirq of its own";

    private OwnSoftirq() {}

    /** The system with that question. */
    static ClosedSystem asked(ClosedSystem system) {
        Subject wakeup = system.subjects().get(Subject.NO_LOST_WAKEUP + 0);
        Cpu cpu = system.machine().cpu(0);
        Property property = new Property.Always(
                NAME,
                state -> !cpu.isAsleep(state) || cpu.isBeingWoken(state) || state.get(wakeup.pending()) == 0,
                state -> "CPU0 sleeps with a softirq pending that nobody else has raised, and no interrupt on its way:"
                        + " who raises it there meanwhile sends none");
        List<Property> properties = new ArrayList<>(system.properties());
        properties.add(property);
        Map<String, Subject> subjects = new HashMap<>(system.subjects());
        subjects.put(NAME, new Subject(0, wakeup.pending(), property));
        return new ClosedSystem(system.machine(), properties, system.bounds(), subjects, system.outcome());
    }
}
