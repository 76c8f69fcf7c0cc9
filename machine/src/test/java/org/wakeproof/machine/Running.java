// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.machine;

import java.util.HashMap;
import java.util.Map;

/** A sealed machine in one state, on which operations are carried out one after the other, each by the CPU that is chosen. */
final class Running implements Execution, State {
    private final Machine machine;
    private final Map<Field, Integer> values = new HashMap<>();
    private int cpu;
    private boolean isLooking;

    private Running(Machine machine) {
        this.machine = machine;
    }

    /** Seals the machine, whose CPUs have nothing to do. */
    static Running of(Machine machine) {
        Procedure nothing = machine.procedure("nothing", () -> {});
        for (int cpu = 0; cpu < machine.cpuCount(); cpu++) {
            machine.boot(cpu, true, nothing);
        }
        machine.seal();
        Running running = new Running(machine);
        machine.runBy(running);
        return running;
    }

    /** Has a CPU carry out what follows. */
    Running on(int number) {
        cpu = number;
        return this;
    }

    /** Whether a CPU that carries this out would have to wait; as far as it comes, it is carried out. */
    boolean waits(Runnable code) {
        try {
            code.run();
            return false;
        } catch (Waits e) {
            return true;
        }
    }

    /** The operation that code begins with, which is not carried out. */
    Operation next(Runnable code) {
        isLooking = true;
        try {
            code.run();
        } catch (Met met) {
            return met.operation;
        } finally {
            isLooking = false;
        }
        throw new AssertionError("it carries out no operation");
    }

    /** Has an event happen, by its name; it must be able to. */
    void happens(String event) {
        machine.events().stream()
                .filter(each -> each.name().equals(event) && each.enabled(this))
                .findFirst()
                .orElseThrow()
                .fire(this);
    }

    /** Whether an event of that name can happen. */
    boolean canHappen(String event) {
        return machine.events().stream().anyMatch(each -> each.name().equals(event) && each.enabled(this));
    }

    int value(Cell cell) {
        return get(cell.field());
    }

    private static final class Waits extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static final class Met extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Operation operation;

        Met(Operation operation) {
            this.operation = operation;
        }
    }

    @Override
    public int get(Field field) {
        return values.getOrDefault(field, field.initial());
    }

    @Override
    public void set(Field field, int value) {
        values.put(field, value);
    }

    @Override
    public int cpu() {
        return cpu;
    }

    @Override
    public int perform(Operation operation) {
        if (isLooking) {
            throw new Met(operation);
        }
        if (!operation.enabled(this, cpu)) {
            throw new Waits();
        }
        return operation.apply(this, cpu, 0);
    }

    @Override
    public int call(Procedure procedure, int... arguments) {
        return procedure.body().run(arguments);
    }

    @Override
    public void repeat(Procedure procedure, int... arguments) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void resetStackAndJump(Procedure procedure, int... arguments) {
        throw new UnsupportedOperationException();
    }
}
