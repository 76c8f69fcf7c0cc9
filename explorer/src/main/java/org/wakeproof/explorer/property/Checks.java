// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.property;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.wakeproof.explorer.Property;
import org.wakeproof.explorer.Property.Always;
import org.wakeproof.explorer.Property.AtRest;
import org.wakeproof.explorer.Property.Leaves;
import org.wakeproof.explorer.Property.NoDeadlock;
import org.wakeproof.explorer.Property.Recoverable;
import org.wakeproof.explorer.Property.Sometimes;
import org.wakeproof.explorer.model.Model;
import org.wakeproof.explorer.model.PackedState;
import org.wakeproof.machine.State;

/** The properties of a model sorted by how the search has to look at them, and which Sometimes have been met. */
public final class Checks {
    public final List<Always> always = new ArrayList<>();
    final List<Sometimes> sometimes = new ArrayList<>();
    public final List<Leaves> leaves = new ArrayList<>();
    public final List<Recoverable> recoverable = new ArrayList<>();
    private final List<AtRest> atRest = new ArrayList<>();
    public final NoDeadlock noDeadlock;
    private final boolean[] met;
    private volatile boolean isSettled;

    public Checks(List<Property> properties) {
        NoDeadlock found = null;
        for (Property property : properties) {
            if (property instanceof Always each) {
                always.add(each);
            } else if (property instanceof Sometimes each) {
                sometimes.add(each);
            } else if (property instanceof Leaves each) {
                leaves.add(each);
            } else if (property instanceof Recoverable each) {
                recoverable.add(each);
            } else if (property instanceof AtRest each) {
                atRest.add(each);
            } else if (property instanceof NoDeadlock each) {
                found = each;
            }
        }
        noDeadlock = found;
        met = new boolean[sometimes.size()];
    }

    /** The Always that a state violates, or null; notes the Sometimes that it meets. */
    public @Nullable Always look(PackedState state) {
        for (int i = 0; i < met.length; i++) {
            // Racing writers all write the same, and a late reader only tests again.
            if (!met[i] && sometimes.get(i).met().test(state)) {
                met[i] = true;
            }
        }
        for (Always each : always) {
            if (!each.holds().test(state)) {
                return each;
            }
        }
        return null;
    }

    /** Asks which of the Sometimes are met somewhere, once all states are known. */
    public void meet(Predicate<Predicate<State>> isMet) {
        for (int i = 0; i < met.length; i++) {
            met[i] |= isMet.test(sometimes.get(i).met());
        }
        settle();
    }

    /** All states have been looked at: a Sometimes that is not met by now never is, however the search goes on. */
    public void settle() {
        isSettled = true;
    }

    /** Whether all states have been looked at, though not all that is asked of them may have been. */
    public boolean isSettled() {
        return isSettled;
    }

    /** Whether states in which nothing can happen any more matter. */
    public boolean looksAtRest() {
        return noDeadlock != null || !atRest.isEmpty();
    }

    /** Tells who wants to know of a state in which nothing can happen any more. */
    public void rest(PackedState state) {
        atRest.forEach(each -> each.told().accept(state));
    }

    /** The names of those that have not been met. */
    public List<String> unmet() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < met.length; i++) {
            if (!met[i]) {
                names.add(sometimes.get(i).name());
            }
        }
        return names;
    }

    /** Whether the state is one without a step although some CPU has not come to its end. */
    public static boolean isDeadlock(Model model, PackedState state) {
        for (int cpu = 0; cpu < model.machine.cpuCount(); cpu++) {
            if (!model.program.frame(cpu, model.layout.stack(state.words, cpu)).isDone()) {
                return true;
            }
        }
        return false;
    }
}
