// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.junit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Property;
import org.wakeproof.machine.Machine;
import org.wakeproof.scenario.Settings;
import org.wakeproof.scenario.Settings.Memory;

/**
 * A machine that a user has wired.
 *
 * @param machine sealed
 * @param properties what it is checked for
 * @param depth how many stores a buffer holds for this spec; 0 for sequentially consistent memory
 * @param settings what was said of it, by name
 */
record OwnMachine(Machine machine, List<Property> properties, int depth, Map<String, String> settings)
        implements Spec.Subject {
    /** What reports call it. */
    static final String NAME = "machine";

    static OwnMachine of(Machine machine, Property... properties) {
        if (!machine.isSealed()) {
            throw new IllegalArgumentException("the machine is not sealed: seal() ends its wiring");
        }
        return new OwnMachine(machine, List.of(properties), machine.storeBufferDepth(), Map.of());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Spec.Subject with(String option, String value) {
        if (!option.equals("memory")) {
            throw new IllegalArgumentException(
                    "a machine of one's own does not take " + option + ": it is what it was wired as; it takes memory");
        }
        boolean isTso = value.equals(Memory.TSO.toString());
        if (!isTso && !value.equals(Memory.SC.toString())) {
            throw new IllegalArgumentException("memory takes sc or tso, not '" + value + "'");
        }
        if (!isTso && machine.isTotalStoreOrder()) {
            throw new IllegalArgumentException(
                    "the machine was wired with store buffers: memory sc needs one that was not");
        }
        int wanted = !isTso ? 0 : depth == 0 ? Settings.STORE_BUFFER : depth;
        return new OwnMachine(machine, properties, wanted, Map.of(option, value));
    }

    /** The machine with the memory that this spec wants; a machine that has run with another cannot have it. */
    @Override
    public ClosedSystem system() {
        if (machine.storeBufferDepth() != depth) {
            if (depth == 0) {
                throw new IllegalStateException(
                        "the machine has store buffers since another spec has asked for memory tso:"
                                + " wire another one for memory sc");
            }
            machine.totalStoreOrder(depth);
        }
        return new ClosedSystem(machine, properties, bounds(), Map.of(), this::outcome);
    }

    private List<String> bounds() {
        List<String> bounds = new ArrayList<>();
        bounds.add("a machine of one's own with " + machine.cpuCount() + (machine.cpuCount() == 1 ? " CPU" : " CPUs"));
        if (machine.clock().horizon() > 0) {
            bounds.add("times at most " + machine.clock().horizon() + " ticks ahead");
        }
        bounds.add((depth == 0
                        ? "sequentially consistent memory"
                        : "x86-TSO, a CPU has at most " + depth + (depth == 1 ? " store" : " stores") + " on their way")
                + "; every agent that can act again and again does act");
        return bounds;
    }

    private String outcome(org.wakeproof.machine.State state) {
        StringBuilder text = new StringBuilder();
        for (int cpu = 0; cpu < machine.cpuCount(); cpu++) {
            text.append(String.format(
                    Locale.ROOT,
                    "%sCPU%d %s",
                    cpu == 0 ? "" : "; ",
                    cpu,
                    machine.cpu(cpu).isAsleep(state) ? "sleeps" : "awake"));
        }
        return text.toString();
    }
}
