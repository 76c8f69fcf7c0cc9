// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.direct;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.wakeproof.machine.Execution;
import org.wakeproof.machine.Field;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Operation;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.State;
import org.wakeproof.machine.TimeCell;
import org.wakeproof.machine.Vector;

/** Runs port code as it is written, one CPU at a time and without interruption: for tests of what it computes. */
public final class OneCpuAtATime implements Execution, State {
    private final Machine machine;
    private final int[] values;
    private int cpu;
    private Consumer<String> listener = step -> {};

    public OneCpuAtATime(Machine machine) {
        this.machine = machine;
        this.values = new int[machine.fields().size()];
        for (Field field : machine.fields()) {
            values[field.index()] = field.initial();
        }
        machine.runBy(this);
    }

    /** Switches to another CPU. */
    public void on(int number) {
        cpu = number;
    }

    /** Lets time pass and every CPU take the interrupts that it brings. */
    public void tick() {
        machine.clock().happen(this);
        for (int each = 0; each < machine.cpuCount(); each++) {
            on(each);
            for (Vector vector : machine.vectors()) {
                if ((machine.cpu(each).interruptRequests(this) & vector.bit()) != 0) {
                    machine.cpu(each).takeInterrupt(this, vector);
                    call(vector.handler());
                }
            }
        }
    }

    /** Has each step told in the words of traces, once it has been carried out. */
    public void tell(Consumer<String> told) {
        listener = told;
    }

    /** Runs code until it returns or leaves its stack; returns what it did step by step, in the words of traces. */
    public List<String> stepsOf(Runnable code) {
        List<String> steps = new ArrayList<>();
        tell(steps::add);
        try {
            code.run();
        } catch (Reset left) {
            // What would follow is not run.
        }
        tell(step -> {});
        return steps;
    }

    @Override
    public int get(Field field) {
        return values[field.index()];
    }

    @Override
    public void set(Field field, int value) {
        values[field.index()] = value;
    }

    @Override
    public int cpu() {
        return cpu;
    }

    @Override
    public int perform(Operation operation) {
        if (!operation.enabled(this, cpu)) {
            throw new IllegalStateException("CPU" + cpu + " would wait for ever: " + operation);
        }
        int result = operation.apply(this, cpu, 0);
        listener.accept(operation.describe(result));
        return result;
    }

    @Override
    public int call(Procedure procedure, int... arguments) {
        int result = procedure.body().run(arguments);
        for (TimeCell variable : procedure.timeVariables(cpu)) {
            set(variable.field(), 0);
        }
        return result;
    }

    @Override
    public void repeat(Procedure procedure, int... arguments) {
        while (call(procedure, arguments) != Procedure.STOP) {
            continue;
        }
    }

    /** Leaves the calling chain; what would follow is not run. */
    private static final class Reset extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Reset() {
            super(null, null, false, false);
        }
    }

    @Override
    public void resetStackAndJump(Procedure procedure, int... arguments) {
        throw new Reset();
    }
}
