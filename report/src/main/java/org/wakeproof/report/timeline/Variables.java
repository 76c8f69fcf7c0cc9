// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report.timeline;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wakeproof.machine.Cell;
import org.wakeproof.machine.Cpu;
import org.wakeproof.machine.Field;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.State;
import org.wakeproof.machine.TimeCell;
import org.wakeproof.machine.Vector;

/** All that a state of a machine consists of, in words. */
final class Variables {
    private static final String SHARED = "shared";
    private static final Pattern OF_CPU = Pattern.compile("\\[(\\d+)]");

    private final Machine machine;
    private final Set<Field> lookedAt;
    private final Set<Field> done = new HashSet<>();
    private final List<Variable> variables = new ArrayList<>();

    private Variables(Machine machine, Set<Field> lookedAt) {
        this.machine = machine;
        this.lookedAt = lookedAt;
    }

    /**
     * Those of the CPUs first, then the cells, then the rest, and local variables at the end.
     *
     * @param lookedAt what the violated property looks at
     */
    static List<Variable> of(Machine machine, Set<Field> lookedAt) {
        Variables all = new Variables(machine, lookedAt);
        for (int cpu = 0; cpu < machine.cpuCount(); cpu++) {
            all.addCpu(machine.cpu(cpu));
        }
        List<Variable> locals = all.locals();
        machine.cells().forEach(all::addCell);
        machine.fields().forEach(all::addField);
        all.variables.addAll(locals);
        return List.copyOf(all.variables);
    }

    private void addCpu(Cpu cpu) {
        int number = cpu.number();
        String group = cpu.toString();
        add("sleep[" + number + "]", group, state -> cpu.sleepState(state).toString());
        add("IF[" + number + "]", group, state -> cpu.interruptsEnabled(state) ? "on" : "off");
        add("IRR[" + number + "]", group, state -> vectors(cpu.interruptRequests(state)));
        if (machine.isTotalStoreOrder()) {
            variables.add(new Variable(
                    "store buffer[" + number + "]",
                    group,
                    false,
                    state -> String.join("; ", machine.bufferedStores(state, number))));
        }
    }

    private String vectors(int requests) {
        List<String> names = new ArrayList<>();
        for (Vector vector : machine.vectors()) {
            if ((requests & vector.bit()) != 0) {
                names.add(vector.toString());
            }
        }
        return names.isEmpty() ? "none" : String.join(", ", names);
    }

    private void add(String field, String group, Function<State, String> format) {
        machine.fields().stream().filter(known -> known.name().equals(field)).forEach(done::add);
        variables.add(new Variable(field, group, false, format));
    }

    /** Local variables of C functions: their names say neither whose they are nor on which CPU. */
    private List<Variable> locals() {
        Map<Field, Variable> locals = new LinkedHashMap<>();
        for (int cpu = 0; cpu < machine.cpuCount(); cpu++) {
            for (Procedure procedure : machine.procedures()) {
                for (TimeCell cell : procedure.timeVariables(cpu)) {
                    String name = cell.name() + " of " + procedure.name();
                    locals.put(cell.field(), variable(cell, name, "local times of CPU" + cpu, false));
                }
            }
        }
        done.addAll(locals.keySet());
        return List.copyOf(locals.values());
    }

    private void addCell(Cell cell) {
        if (done.add(cell.field())) {
            boolean isKey = cell instanceof TimeCell || SoftirqWord.is(cell) || lookedAt.contains(cell.field());
            variables.add(variable(cell, cell.name(), group(cell.name()), isKey));
        }
    }

    private static Variable variable(Cell cell, String name, String group, boolean isKey) {
        return new Variable(name, group, isKey, state -> cell.format(state.get(cell.field())));
    }

    /** What is no cell: a device's own state. Store buffers are told of with their CPU. */
    private void addField(Field field) {
        if (!field.name().startsWith("store buffer[") && done.add(field)) {
            variables.add(new Variable(
                    field.name(), group(field.name()), false, state -> Integer.toString(state.get(field))));
        }
    }

    private String group(String name) {
        Matcher number = OF_CPU.matcher(name);
        return number.find() && Integer.parseInt(number.group(1)) < machine.cpuCount()
                ? "CPU" + number.group(1)
                : SHARED;
    }
}
