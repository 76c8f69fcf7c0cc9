// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.machine;

import java.util.ArrayList;
import java.util.List;

/**
 * A function that is called through the machine with small arguments and a small result. When it
 * returns its caller remembers only the result, and its time variables are forgotten.
 */
public final class Procedure {
    /** The result of a {@linkplain #repeat repeated} procedure that wants another round. */
    public static final int AGAIN = 1;
    /** The result of a {@linkplain #repeat repeated} procedure that wants no more rounds. */
    public static final int STOP = 0;

    /** The Java code of a procedure. */
    @FunctionalInterface
    public interface Body {
        /** Runs it. A body is deterministic: it reads nothing but cells, its arguments and what wiring fixed. */
        int run(int... arguments);
    }

    private final Machine machine;
    private final int number;
    private final String name;
    private final Body body;
    /** By CPU. */
    private final List<List<TimeCell>> timeVariables = new ArrayList<>();

    Procedure(Machine machine, int number, String name, Body body) {
        this.machine = machine;
        this.number = number;
        this.name = name;
        this.body = body;
        for (int cpu = 0; cpu < machine.cpuCount(); cpu++) {
            timeVariables.add(new ArrayList<>());
        }
    }

    /** Makes a time variable of this procedure, one for each CPU, forgotten at return; traces call it by its bare name. */
    public PerCpu<TimeCell> timeVariable(String variable) {
        PerCpu<TimeCell> cells =
                machine.perCpu(cpu -> machine.time(variable, Instant.zero()).ownedBy(cpu));
        for (int cpu = 0; cpu < machine.cpuCount(); cpu++) {
            timeVariables.get(cpu).add(cells.of(cpu));
        }
        return cells;
    }

    /** Calls it. */
    public int call(int... arguments) {
        return machine.execution().call(this, arguments);
    }

    /** Calls it until it returns {@link #STOP}: a loop whose rounds remember nothing of each other. */
    public void repeat(int... arguments) {
        machine.execution().repeat(this, arguments);
    }

    /**
     * Calls it with {@code first}, then with each result in turn, until one is negative: a loop whose rounds hand
     * one number on and remember nothing else.
     *
     * @param first 0 or more
     * @return the negative result
     */
    public int iterate(int first) {
        return machine.execution().iterate(this, first);
    }

    Machine machine() {
        return machine;
    }

    public int number() {
        return number;
    }

    public String name() {
        return name;
    }

    public Body body() {
        return body;
    }

    /** The time variables that this CPU forgets when the procedure returns or is thrown away. */
    public List<TimeCell> timeVariables(int cpu) {
        return timeVariables.get(cpu);
    }

    @Override
    public String toString() {
        return name;
    }
}
