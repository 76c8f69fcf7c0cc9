// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer;

import org.wakeproof.machine.Access;
import org.wakeproof.machine.Cell;
import org.wakeproof.machine.Field;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.SpinLock;
import org.wakeproof.machine.State;

/** A state that a property is tried on, to see whether it reads only what it may. */
final class GuardedState implements State {
    private final Machine machine;
    private final Property property;
    private final State state;
    private final boolean mayLookAtLocks;

    /**
     * @param mayLookAtLocks whether the property may read locks, and what a free one guards
     */
    GuardedState(Machine machine, Property property, State state, boolean mayLookAtLocks) {
        this.machine = machine;
        this.property = property;
        this.state = state;
        this.mayLookAtLocks = mayLookAtLocks;
    }

    @Override
    public int get(Field field) {
        for (Cell cell : machine.cells()) {
            if (cell.field() == field && isHidden(cell)) {
                throw new ModelException("property '" + property.name() + "' reads " + cell.name()
                        + ", which is a lock, or declared as owned or guarded");
            }
        }
        for (int cpu = 0; cpu < machine.cpuCount(); cpu++) {
            if (machine.cpu(cpu).isInterruptFlag(field)) {
                throw new ModelException("property '" + property.name() + "' reads the interrupt flag of CPU" + cpu
                        + ", which changes in steps that the search does not tell apart");
            }
        }
        return state.get(field);
    }

    private boolean isHidden(Cell cell) {
        if (cell instanceof SpinLock) {
            return !mayLookAtLocks;
        }
        if (cell.access() == null || cell.access().isReadByAll()) {
            return false;
        }
        return !mayLookAtLocks || cell.access() instanceof Access.OwnedBy || !isGuardFree(cell);
    }

    private boolean isGuardFree(Cell cell) {
        if (cell.access() instanceof Access.GuardedBy by) {
            return state.get(by.lock().field()) == 0;
        }
        return cell.access() instanceof Access.GuardedBySelected by
                && state.get(by.locks().of(state.get(by.selector().field())).field()) == 0;
    }

    @Override
    public void set(Field field, int value) {
        throw new ModelException("property '" + property.name() + "' writes to the state");
    }
}
