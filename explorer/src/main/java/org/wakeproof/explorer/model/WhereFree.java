// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.model;

import java.util.Set;
import java.util.function.Predicate;
import org.wakeproof.explorer.Property;
import org.wakeproof.machine.SpinLock;
import org.wakeproof.machine.State;

/**
 * The predicate of an {@link Property.Always} that says something about those states only in which some locks are free.
 *
 * @param locks nobody holds any of them where {@code holds} is asked
 */
public record WhereFree(Set<SpinLock> locks, Predicate<State> holds) implements Predicate<State> {
    @Override
    public boolean test(State state) {
        return isOneHeld(state) || holds.test(state);
    }

    /** Whether somebody holds one of the locks. */
    boolean isOneHeld(State state) {
        for (SpinLock lock : locks) {
            if (state.get(lock.field()) != 0) {
                return true;
            }
        }
        return false;
    }
}
