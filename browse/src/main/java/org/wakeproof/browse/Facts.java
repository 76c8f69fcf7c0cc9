// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.browse;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wakeproof.browse.View.CellView;
import org.wakeproof.browse.View.CpuView;
import org.wakeproof.explorer.Walk.Place;
import org.wakeproof.explorer.Walk.Position;
import org.wakeproof.machine.Cell;
import org.wakeproof.machine.Cpu;
import org.wakeproof.machine.Field;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.SleepState;
import org.wakeproof.machine.State;
import org.wakeproof.machine.TimeCell;
import org.wakeproof.machine.Vector;

/** Puts a state into words. */
final class Facts {
    private final Machine machine;
    private final Map<Field, String> locals;

    Facts(Machine machine) {
        this.machine = machine;
        this.locals = locals(machine);
    }

    List<CpuView> cpus(Position position) {
        State state = position.state();
        List<CpuView> cpus = new ArrayList<>();
        for (int number = 0; number < machine.cpuCount(); number++) {
            Cpu cpu = machine.cpu(number);
            Place place = position.place(number);
            int requests = cpu.interruptRequests(state);
            cpus.add(new CpuView(
                    cpu.toString(),
                    condition(cpu.sleepState(state), place),
                    cpu.interruptsEnabled(state),
                    machine.vectors().stream()
                            .filter(vector -> (requests & vector.bit()) != 0)
                            .map(Vector::toString)
                            .toList(),
                    place.contexts(),
                    place.awaited().orElse(null),
                    machine.bufferedStores(state, number)));
        }
        return cpus;
    }

    private static String condition(SleepState sleep, Place place) {
        if (sleep == SleepState.GUEST) {
            return "in its guest";
        }
        if (sleep != SleepState.AWAKE) {
            return "asleep in " + sleep;
        }
        return place.contexts().isEmpty() ? "at its end" : place.awaited().isPresent() ? "waiting" : "running";
    }

    List<CellView> cells(Position position) {
        List<CellView> cells = new ArrayList<>();
        for (Cell cell : machine.cells()) {
            cells.add(new CellView(name(cell), cell.format(position.state().get(cell.field())), null));
        }
        return cells;
    }

    /** The cells by the names that they have here. */
    Map<String, Cell> cellsByName() {
        Map<String, Cell> named = new LinkedHashMap<>();
        machine.cells().forEach(cell -> named.put(name(cell), cell));
        return named;
    }

    /** Local variables of C functions: their names say neither whose they are nor on which CPU. */
    private String name(Cell cell) {
        return locals.getOrDefault(cell.field(), cell.name());
    }

    private static Map<Field, String> locals(Machine machine) {
        Map<Field, String> names = new HashMap<>();
        for (int cpu = 0; cpu < machine.cpuCount(); cpu++) {
            for (Procedure procedure : machine.procedures()) {
                for (TimeCell cell : procedure.timeVariables(cpu)) {
                    names.put(cell.field(), cell.name() + " of " + procedure.name() + " on CPU" + cpu);
                }
            }
        }
        return names;
    }

    /** What differs: of the CPUs, and of the cells. */
    List<CellView> changes(Position before, Position after) {
        Map<String, String> old = inWords(before);
        List<CellView> changes = new ArrayList<>();
        inWords(after).forEach((name, value) -> {
            if (!value.equals(old.get(name))) {
                changes.add(new CellView(name, value, old.get(name)));
            }
        });
        return changes;
    }

    private Map<String, String> inWords(Position position) {
        Map<String, String> words = new LinkedHashMap<>();
        for (CpuView cpu : cpus(position)) {
            words.put(cpu.name(), cpu.condition());
            words.put(cpu.name() + " interrupts", cpu.interruptsOn() ? "on" : "off");
            words.put(cpu.name() + " pending", listed(cpu.pending()));
            words.put(cpu.name() + " stores", listed(cpu.stores()));
        }
        cells(position).forEach(cell -> words.put(cell.name(), cell.value()));
        return words;
    }

    private static String listed(List<String> all) {
        return all.isEmpty() ? "none" : String.join(", ", all);
    }
}
