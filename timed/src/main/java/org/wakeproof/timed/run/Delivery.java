// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wakeproof.machine.Event;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Operation.Choose;
import org.wakeproof.machine.State;

/** The ways in which a device's signal may reach a CPU: events of the machine that have the device's name. */
final class Delivery {
    private final Machine machine;
    private final String name;
    private final List<Integer> events = new ArrayList<>();

    private Delivery(Machine machine, String name) {
        this.machine = machine;
        this.name = name;
    }

    /** All of a machine. */
    static List<Delivery> of(Machine machine) {
        Map<String, Delivery> byName = new LinkedHashMap<>();
        for (int i = 0; i < machine.events().size(); i++) {
            Event event = machine.events().get(i);
            if (event.kind() == Event.Kind.INTERNAL && event != machine.clock()) {
                byName.computeIfAbsent(event.name(), name -> new Delivery(machine, name))
                        .events
                        .add(i);
            }
        }
        return List.copyOf(byName.values());
    }

    /** Whether there is something to deliver. */
    boolean isPossible(State state) {
        for (int event : events) {
            if (machine.events().get(event).enabled(state)) {
                return true;
            }
        }
        return false;
    }

    /** The number of the event that happens, or -1; where there are several it is decided as "DEVICE goes to". */
    int choose(State state, Map<String, Decider> deciders, long time) {
        List<Integer> possible = new ArrayList<>(events);
        possible.removeIf(event -> !machine.events().get(event).enabled(state));
        if (possible.isEmpty()) {
            return -1;
        }
        if (possible.size() == 1) {
            return possible.get(0);
        }
        Choose choice = new Choose(name + " goes to", possible.size());
        Decider decider = deciders.get(choice.what());
        if (decider == null) {
            throw new IllegalStateException("nobody decides: " + choice.what());
        }
        return possible.get(decider.decide(choice, -1, time));
    }
}
