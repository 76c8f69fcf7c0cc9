// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.model;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.wakeproof.explorer.ModelException;
import org.wakeproof.explorer.Property;
import org.wakeproof.explorer.program.Sight;
import org.wakeproof.machine.Access;
import org.wakeproof.machine.Cell;
import org.wakeproof.machine.Cpu;
import org.wakeproof.machine.Field;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Operation;
import org.wakeproof.machine.SpinLock;
import org.wakeproof.machine.State;
import org.wakeproof.machine.Transaction;

/**
 * The fields that somebody other than CPUs has been found to read: the predicates of properties, devices, and the urgency
 * of the clock. An operation that may change one of them is never moved, so every value that they could see, they do see.
 * What is read depends on what was read before; so it is noted each time, and where it is something new that may have been
 * hidden, the search begins anew. May be used by several threads.
 */
public final class Watched implements Sight {
    /** Ends a search early: somebody has read, for the first time, what transitions may have hidden so far. */
    private static final class Unforeseen extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unforeseen(Field field) {
            super(field.name(), null, false, false);
        }
    }

    /** By field. A reader that misses what another has just noted notes it once more. */
    private final boolean[] known;
    /** By field, the cell that it holds; null for what is none. */
    private final @Nullable Cell[] cells;

    /** By field, the CPU whose interrupt flag it is; null for what is none. */
    private final @Nullable Cpu[] flagOf;

    private final BitSet mayHide;
    /** Those that are known and may be hidden. */
    private final List<Field> unhidden = new CopyOnWriteArrayList<>();
    /** Whether something that may have been hidden has been read since the search began. */
    private volatile boolean isUnforeseen;

    /**
     * Nothing so far.
     *
     * @param reduced whether the search hides anything
     * @throws IllegalStateException if the machine is not sealed
     */
    public Watched(Machine machine, boolean reduced) {
        machine.checkSealed();
        known = new boolean[machine.fields().size()];
        cells = new Cell[known.length];
        for (Cell cell : machine.cells()) {
            cells[cell.field().index()] = cell;
        }
        flagOf = new Cpu[known.length];
        for (Field field : machine.fields()) {
            for (int cpu = 0; cpu < machine.cpuCount(); cpu++) {
                if (machine.cpu(cpu).isInterruptFlag(field)) {
                    flagOf[field.index()] = machine.cpu(cpu);
                }
            }
        }
        mayHide = reduced ? Transaction.mayHide(machine) : new BitSet();
        machine.cells().forEach(cell -> watchRule(cell.access()));
    }

    /** Who may touch a cell can depend on others, which everybody who touches it looks at then. */
    private void watchRule(Access rule) {
        if (rule instanceof Access.Selected selected) {
            watch(selected.selector().field());
        } else if (rule instanceof Access.OwnedByRunner by) {
            by.running().all().forEach(runner -> watch(runner.field()));
        }
    }

    private void watch(Field field) {
        known[field.index()] = true;
        if (mayHide.get(field.index()) && !unhidden.contains(field)) {
            unhidden.add(field);
        }
    }

    /**
     * Has a search made anew until nobody reads what it may have hidden. That counts, and not how the search ended: a
     * predicate or a device may have caught what it was told.
     */
    public <T> T untilForeseen(Supplier<T> search) {
        while (true) {
            isUnforeseen = false;
            try {
                T found = search.get();
                if (!isUnforeseen) {
                    return found;
                }
            } catch (Unforeseen nowWatched) {
                // What has been explored so far may have hidden it.
            }
        }
    }

    /** The same properties, whose predicates note what they read. */
    List<Property> by(List<Property> properties) {
        List<Property> noting = new ArrayList<>();
        for (Property property : properties) {
            noting.add(by(property));
        }
        return noting;
    }

    private Property by(Property property) {
        if (property instanceof Property.Always always) {
            return new Property.Always(always.name(), by(always.name(), always.holds()), always.explanation());
        }
        if (property instanceof Property.Sometimes sometimes) {
            return new Property.Sometimes(sometimes.name(), by(sometimes.name(), sometimes.met()));
        }
        if (property instanceof Property.Leaves leaves) {
            return new Property.Leaves(leaves.name(), by(leaves.name(), leaves.region()), leaves.explanation());
        }
        if (property instanceof Property.Recoverable recoverable) {
            return new Property.Recoverable(recoverable.name(), by(recoverable.name(), recoverable.good()));
        }
        return property;
    }

    private Predicate<State> by(String name, Predicate<State> predicate) {
        return predicate instanceof WhereFree where
                ? state -> where.isOneHeld(state) || where.holds().test(new Noting(name, state, where.locks()))
                : state -> predicate.test(new Noting(name, state, Set.of()));
    }

    /** Whether carrying out an operation may change what somebody looks at. */
    @Override
    public boolean isSeen(Operation operation) {
        for (Field field : unhidden) {
            if (operation.mayChange(field)) {
                return true;
            }
        }
        return false;
    }

    /** Whether somebody looks at a field that may change in operations that are moved. */
    @Override
    public boolean isUnhidden(Field field) {
        return unhidden.contains(field);
    }

    private synchronized void note(Field field) {
        if (!known[field.index()]) {
            watch(field);
            if (mayHide.get(field.index())) {
                isUnforeseen = true;
                throw new Unforeseen(field);
            }
        }
    }

    /**
     * How a worker's devices look at states.
     *
     * @param notes whether what they read is noted
     */
    Looking looking(boolean notes) {
        return new Looking(notes);
    }

    /** That a device writes where it is asked something. */
    public static ModelException writes(Field field) {
        return new ModelException("a device writes " + field.name()
                + " where it is only asked whether it can act: what it does is done by fire()");
    }

    /** A state as devices get to see it, another one each time; for one thread. */
    final class Looking implements State {
        private final boolean notes;
        private State state;
        private boolean mayWrite;

        private Looking(boolean notes) {
            this.notes = notes;
        }

        /** A state that is looked at, and nothing else. */
        State at(State seen) {
            state = seen;
            mayWrite = false;
            return this;
        }

        /** A state that is being changed. */
        State changing(State changed) {
            state = changed;
            mayWrite = true;
            return this;
        }

        @Override
        public int get(Field field) {
            if (notes && !known[field.index()]) {
                note(field);
            }
            return state.get(field);
        }

        @Override
        public void set(Field field, int value) {
            if (!mayWrite) {
                throw writes(field);
            }
            state.set(field, value);
        }
    }

    /** A state as a predicate gets to see it. */
    private final class Noting implements State {
        private final String property;
        private final State state;
        private final Set<SpinLock> free;

        Noting(String property, State state, Set<SpinLock> free) {
            this.property = property;
            this.state = state;
            this.free = free;
        }

        @Override
        public int get(Field field) {
            if (!known[field.index()] && !isSettled(field) && !isFlagOfSleeper(field)) {
                note(field);
            }
            return state.get(field);
        }

        /**
         * Whether its value is the one that it has wherever these locks are free, whoever is in the middle of what.
         * That takes someone who cannot have taken and released the lock without being seen: an owned lock is watched.
         */
        private boolean isSettled(Field field) {
            Cell cell = free.isEmpty() ? null : cells[field.index()];
            SpinLock lock = cell instanceof SpinLock itself ? itself : cell == null ? null : guard(cell.access());
            if (lock == null || !free.contains(lock)) {
                return false;
            }
            if (lock.access() != null && !known[lock.field().index()]) {
                note(lock.field());
            }
            return true;
        }

        /**
         * Whether it is the interrupt flag of a CPU that sleeps. Falling asleep and going on are never hidden, and in
         * between the CPU does nothing: whenever the flag is seen asleep, it is seen as it was when the CPU fell asleep.
         */
        private boolean isFlagOfSleeper(Field field) {
            Cpu cpu = flagOf[field.index()];
            return cpu != null && cpu.isAsleep(state);
        }

        private SpinLock guard(Access access) {
            if (access instanceof Access.GuardedBy by) {
                return by.lock();
            }
            return access instanceof Access.GuardedBySelected by ? selected(by) : null;
        }

        private SpinLock selected(Access.GuardedBySelected by) {
            int selected = get(by.selector().field());
            return selected < by.locks().all().size() ? by.locks().of(selected) : null;
        }

        @Override
        public void set(Field field, int value) {
            throw new ModelException("property '" + property + "' writes to the state");
        }
    }
}
