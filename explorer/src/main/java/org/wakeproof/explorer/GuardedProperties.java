// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer;

import java.util.List;
import java.util.function.Predicate;
import org.wakeproof.machine.Cell;
import org.wakeproof.machine.Field;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.SpinLock;
import org.wakeproof.machine.State;

/**
 * Properties whose predicates are refused once they read what only its owner can see: a transition hides the states
 * inside it.
 */
final class GuardedProperties {
    /** By field, whether there is a rule for who may read it. */
    private final boolean[] restricted;
    /** By field, the cell that it holds; null for what is none. */
    private final Cell[] cells;

    private GuardedProperties(Machine machine) {
        restricted = new boolean[machine.fields().size()];
        cells = new Cell[restricted.length];
        for (Cell cell : machine.cells()) {
            int index = cell.field().index();
            cells[index] = cell;
            restricted[index] = cell instanceof SpinLock
                    || cell.access() != null && !cell.access().isReadByAll();
        }
        for (Field field : machine.fields()) {
            for (int cpu = 0; cpu < machine.cpuCount(); cpu++) {
                restricted[field.index()] |= machine.cpu(cpu).isInterruptFlag(field);
            }
        }
    }

    /** The same properties, whose predicates throw a {@link ModelException} where they read what they may not. */
    static List<Property> of(Machine machine, List<Property> properties) {
        GuardedProperties rules = new GuardedProperties(machine);
        return properties.stream().map(rules::guarded).toList();
    }

    private Property guarded(Property property) {
        if (property instanceof Property.Always always) {
            return new Property.Always(always.name(), guarded(always, always.holds(), true), always.explanation());
        }
        if (property instanceof Property.Sometimes sometimes) {
            return new Property.Sometimes(sometimes.name(), guarded(sometimes, sometimes.met(), false));
        }
        if (property instanceof Property.Leaves leaves) {
            return new Property.Leaves(leaves.name(), guarded(leaves, leaves.region(), false), leaves.explanation());
        }
        if (property instanceof Property.Recoverable recoverable) {
            return new Property.Recoverable(recoverable.name(), guarded(recoverable, recoverable.good(), false));
        }
        return property;
    }

    private Predicate<State> guarded(Property property, Predicate<State> predicate, boolean mayLookAtLocks) {
        String name = property.name();
        return state -> predicate.test(new GuardedState(this, name, state, mayLookAtLocks));
    }

    boolean isRestricted(Field field) {
        return restricted[field.index()];
    }

    /** The cell that a field holds, or null. */
    Cell cell(Field field) {
        return cells[field.index()];
    }
}
