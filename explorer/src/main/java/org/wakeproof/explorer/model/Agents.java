// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.model;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.wakeproof.explorer.ModelException;
import org.wakeproof.machine.Event;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Step;

/**
 * Who acts in a system, for fairness: each CPU, each vector at each CPU, each device, the clock. An
 * agent that can act again and again does act. What the outside world does is no agent's.
 */
public final class Agents {
    private final int cpus;
    private final int vectors;
    private final int[] ofEvent;
    private final List<String> names = new ArrayList<>();

    Agents(Machine machine) {
        cpus = machine.cpuCount();
        vectors = machine.vectors().size();
        for (int cpu = 0; cpu < cpus; cpu++) {
            names.add("CPU" + cpu);
        }
        for (int cpu = 0; cpu < cpus; cpu++) {
            for (int vector = 0; vector < vectors; vector++) {
                names.add(machine.vectors().get(vector) + " interrupt at CPU" + cpu);
            }
        }
        Map<Object, Integer> devices = new IdentityHashMap<>();
        ofEvent = new int[machine.events().size()];
        for (int event = 0; event < ofEvent.length; event++) {
            ofEvent[event] = internal(machine.events().get(event), devices);
        }
    }

    private int internal(Event event, Map<Object, Integer> devices) {
        if (event.kind() == Event.Kind.EXTERNAL) {
            return -1;
        }
        return devices.computeIfAbsent(event.device(), device -> {
            names.add(event.name());
            return names.size() - 1;
        });
    }

    /**
     * Makes sure that each agent has a bit.
     *
     * @throws ModelException if there are too many
     */
    void checkFairness() {
        if (names.size() > Long.SIZE) {
            throw new ModelException("fairness knows at most 64 agents, not " + names.size());
        }
    }

    public boolean isInternal(int step) {
        return Step.kind(step) != Step.Kind.EVENT || ofEvent[Step.detail(step)] >= 0;
    }

    /** The bit of the agent whose step this is; none for the outside world. */
    public long bit(int step) {
        int agent = switch (Step.kind(step)) {
            case OPERATION -> Step.cpu(step);
            case INTERRUPT -> cpus + Step.cpu(step) * vectors + Step.detail(step);
            case EVENT -> ofEvent[Step.detail(step)];
        };
        return agent < 0 ? 0 : 1L << agent;
    }

    public List<String> names() {
        return names;
    }
}
