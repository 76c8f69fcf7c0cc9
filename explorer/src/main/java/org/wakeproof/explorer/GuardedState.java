// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer;

import org.wakeproof.machine.Access;
import org.wakeproof.machine.Cell;
import org.wakeproof.machine.Field;
import org.wakeproof.machine.SpinLock;
import org.wakeproof.machine.State;

/**
 * A state as a property gets to see it, in which it may read only what it may. That is looked at in each state: what a
 * predicate reads depends on what it has read before.
 */
final class GuardedState implements State {
    private final GuardedProperties rules;
    private final String property;
    private final State state;
    private final boolean mayLookAtLocks;

    /**
     * @param property its name
     * @param mayLookAtLocks whether the property may read locks, and what a free one guards
     */
    GuardedState(GuardedProperties rules, String property, State state, boolean mayLookAtLocks) {
        this.rules = rules;
        this.property = property;
        this.state = state;
        this.mayLookAtLocks = mayLookAtLocks;
    }

    @Override
    public int get(Field field) {
        if (rules.isRestricted(field)) {
            check(field);
        }
        return state.get(field);
    }

    /** Not part of {@link #get}, which is called for each state: short as it is, it is inlined. */
    private void check(Field field) {
        Cell cell = rules.cell(field);
        if (cell == null) {
            throw new ModelException("property '" + property + "' reads the interrupt flag " + field.name()
                    + ", which changes in steps that the search does not tell apart");
        }
        if (isHidden(cell)) {
            throw new ModelException("property '" + property + "' reads " + cell.name()
                    + ", which is a lock, or declared as owned or guarded");
        }
    }

    private boolean isHidden(Cell cell) {
        return !mayLookAtLocks || !(cell instanceof SpinLock) && !isGuardFree(cell);
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
        throw new ModelException("property '" + property + "' writes to the state");
    }
}
