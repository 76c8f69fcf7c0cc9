// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.machine;

/** Operations on times and the clock. */
public sealed interface TimeOperation extends Operation {
    /**
     * Carries it out where times are kept as they are, and returns its result; a difference that is more ticks than
     * fit into a result counts as the greatest that fits.
     */
    int applyExactly(ExactState state, int cpu);

    /**
     * How storing a time moves. Beside who else looks at the cell, two things count: a time that is worked out from now
     * is another one a tick later; and a sample keeps the clock from ticking, so that nothing can be moved from where
     * the clock ticks to where it does not.
     *
     * @param time what is stored
     * @param lasting whether it would be the same time if it was stored earlier or later
     */
    private static Mover storing(TimeCell cell, int time, boolean lasting, State state, int cpu) {
        Mover writing = cell.writing(state, cpu);
        if (writing == Mover.NEITHER) {
            return writing;
        }
        Clock clock = cell.machine().clock();
        if (!cell.isSample()) {
            return lasting || clock.isHeldBy(state, cpu) ? writing : Mover.NEITHER;
        }
        int old = cell.view(state, cpu);
        boolean otherwise = clock.isHeldBy(state, cpu, cell);
        boolean heldBefore = otherwise || clock.isOldSample(old);
        boolean heldAfter = otherwise || clock.isOldSample(time);
        if (heldBefore) {
            return heldAfter ? writing : writing.and(Mover.LEFT);
        }
        return heldAfter ? writing.and(Mover.RIGHT) : Mover.NEITHER;
    }

    /**
     * How looking at two times together moves: the past is not told apart for ever.
     *
     * @param lasting whether the result would be the same if they were looked at earlier or later
     */
    private static Mover relating(TimeCell one, TimeCell other, boolean lasting, State state, int cpu) {
        Mover reading = one.reading(state, cpu).and(other.reading(state, cpu));
        return lasting || one.machine().clock().isHeldBy(state, cpu) ? reading : Mover.NEITHER;
    }

    /** The same of a relation that lasts where the times are the same, or one of them is at any time. */
    private static Mover relating(TimeCell one, TimeCell other, State state, int cpu) {
        Clock clock = one.machine().clock();
        int time = one.view(state, cpu);
        int from = other.view(state, cpu);
        boolean lasting = time == from || clock.isSpecial(time) || clock.isSpecial(from);
        return relating(one, other, lasting, state, cpu);
    }

    /** Stores an instant worked out from the clock. */
    record StoreTime(TimeCell cell, Instant instant) implements TimeOperation {
        @Override
        public boolean enabled(State state, int cpu) {
            return cell.hasRoomFor(state, cpu);
        }

        @Override
        public int apply(State state, int cpu, int choice) {
            cell.writeTime(state, cpu, instant.encoded(cell.machine().clock(), choice));
            return 0;
        }

        @Override
        public int applyExactly(ExactState state, int cpu) {
            cell.writeExactly(state, cpu, instant.exact(state.now()));
            return 0;
        }

        @Override
        public int choices() {
            return instant.choices();
        }

        @Override
        public boolean mayChange(Field field) {
            return field == cell.field();
        }

        @Override
        public Mover mover(State state, int cpu) {
            Clock clock = cell.machine().clock();
            return instant.isRelative()
                    ? storing(cell, instant.earliest(clock), false, state, cpu)
                    : storing(cell, instant.encoded(clock), true, state, cpu);
        }

        @Override
        public String describe(int result) {
            return (cell.isDevice() ? "IO: " : "W: ") + cell.name() + " = " + instant;
        }

        @Override
        public String describe(int result, State after, int cpu) {
            return describe(result) + cell.delayed();
        }
    }

    /** Copies a time, with ticks added; one load or one store where the other side is a local variable. */
    record LoadTime(TimeCell cell, TimeCell source, int delta) implements TimeOperation {
        @Override
        public boolean enabled(State state, int cpu) {
            return cell.hasRoomFor(state, cpu) && source.isLoadable(state, cpu);
        }

        @Override
        public int apply(State state, int cpu, int choice) {
            int time = cell.machine().clock().plus(source.read(state, cpu), delta);
            cell.writeTime(state, cpu, time);
            return 0;
        }

        @Override
        public int applyExactly(ExactState state, int cpu) {
            long time = source.readExactly(state, cpu);
            boolean special = time == ExactState.ZERO || time == ExactState.NEVER;
            cell.writeExactly(state, cpu, special ? time : time + delta);
            return 0;
        }

        @Override
        public boolean mayChange(Field field) {
            return field == cell.field();
        }

        @Override
        public Mover mover(State state, int cpu) {
            Mover reading = source.reading(state, cpu);
            if (reading == Mover.NEITHER) {
                return reading;
            }
            Clock clock = cell.machine().clock();
            int time = source.view(state, cpu);
            // What is long ago stays so, but what is added to it counts from the moment of the addition.
            boolean lasting = delta <= 0 || clock.isSpecial(time);
            return reading.and(storing(cell, clock.sum(time, delta), lasting, state, cpu));
        }

        @Override
        public String describe(int result) {
            String sum = source.name() + (delta == 0 ? "" : " + " + delta);
            return (cell.isDevice() ? "IO: " : "W: ") + cell.name() + " = " + sum;
        }

        @Override
        public String describe(int result, State after, int cpu) {
            return describe(result) + (source == cell ? "" : source.forwarded(after, cpu)) + cell.delayed();
        }
    }

    /** Compares two times; the result is 0, 1 or 2 for before, equal, after. */
    record CompareTime(TimeCell left, TimeCell right) implements TimeOperation {
        @Override
        public boolean enabled(State state, int cpu) {
            return left.isLoadable(state, cpu) && right.isLoadable(state, cpu);
        }

        @Override
        public int apply(State state, int cpu, int choice) {
            return 1 + Integer.signum(left.read(state, cpu) - right.read(state, cpu));
        }

        @Override
        public int applyExactly(ExactState state, int cpu) {
            return 1 + Long.compare(left.readExactly(state, cpu), right.readExactly(state, cpu));
        }

        @Override
        public boolean mayChange(Field field) {
            return false;
        }

        @Override
        public Mover mover(State state, int cpu) {
            return relating(left, right, state, cpu);
        }

        @Override
        public boolean isTest() {
            return true;
        }

        @Override
        public String describe(int result) {
            return "R: " + left.name() + (result == 0 ? " < " : result == 1 ? " = " : " > ") + right.name();
        }

        @Override
        public String describe(int result, State after, int cpu) {
            String forwarded = left.forwarded(after, cpu);
            return describe(result) + (forwarded.isEmpty() ? right.forwarded(after, cpu) : forwarded);
        }
    }

    /** Compares a time with a special one. */
    record IsTime(TimeCell cell, int special) implements TimeOperation {
        @Override
        public boolean enabled(State state, int cpu) {
            return cell.isLoadable(state, cpu);
        }

        @Override
        public int apply(State state, int cpu, int choice) {
            return cell.read(state, cpu) == special ? 1 : 0;
        }

        @Override
        public int applyExactly(ExactState state, int cpu) {
            long time = special == Clock.ZERO ? ExactState.ZERO : ExactState.NEVER;
            return cell.readExactly(state, cpu) == time ? 1 : 0;
        }

        @Override
        public boolean mayChange(Field field) {
            return false;
        }

        @Override
        public Mover mover(State state, int cpu) {
            return cell.reading(state, cpu);
        }

        @Override
        public boolean isTest() {
            return true;
        }

        @Override
        public String describe(int result) {
            return "R: " + cell.name() + (result != 0 ? " is " : " is not ") + cell.format(special);
        }

        @Override
        public String describe(int result, State after, int cpu) {
            return describe(result) + cell.forwarded(after, cpu);
        }
    }

    /** The distance of a time from now, in ticks; the clock is read in the same step. */
    record TimeSinceNow(TimeCell cell) implements TimeOperation {
        @Override
        public boolean enabled(State state, int cpu) {
            return cell.isLoadable(state, cpu);
        }

        @Override
        public int apply(State state, int cpu, int choice) {
            Clock clock = cell.machine().clock();
            return clock.difference(cell.read(state, cpu), clock.now());
        }

        @Override
        public int applyExactly(ExactState state, int cpu) {
            return ExactState.difference(cell.readExactly(state, cpu), state.now());
        }

        @Override
        public boolean mayChange(Field field) {
            return false;
        }

        @Override
        public Mover mover(State state, int cpu) {
            return cell.machine().clock().isHeldBy(state, cpu) ? cell.reading(state, cpu) : Mover.NEITHER;
        }

        @Override
        public boolean isTest() {
            return true;
        }

        @Override
        public String describe(int result) {
            return switch (result) {
                case Integer.MIN_VALUE -> "NOW(): " + cell.name() + " is 0 (none)";
                case Integer.MAX_VALUE -> "NOW(): " + cell.name() + " is STIME_MAX";
                default ->
                    "NOW(): " + cell.name() + " is now" + (result == 0 ? "" : result > 0 ? "+" + result : "" + result);
            };
        }

        @Override
        public String describe(int result, State after, int cpu) {
            return describe(result) + cell.forwarded(after, cpu);
        }
    }

    /** The distance of two times, in ticks. */
    record TimeBetween(TimeCell cell, TimeCell other) implements TimeOperation {
        @Override
        public boolean enabled(State state, int cpu) {
            return cell.isLoadable(state, cpu) && other.isLoadable(state, cpu);
        }

        @Override
        public int apply(State state, int cpu, int choice) {
            return cell.machine().clock().difference(cell.read(state, cpu), other.read(state, cpu));
        }

        @Override
        public int applyExactly(ExactState state, int cpu) {
            return ExactState.difference(cell.readExactly(state, cpu), other.readExactly(state, cpu));
        }

        @Override
        public boolean mayChange(Field field) {
            return false;
        }

        @Override
        public Mover mover(State state, int cpu) {
            return relating(cell, other, state, cpu);
        }

        @Override
        public boolean isTest() {
            return true;
        }

        @Override
        public String describe(int result) {
            return switch (result) {
                case Integer.MIN_VALUE -> "R: " + cell.name() + " is 0 (none), or " + other.name() + " STIME_MAX";
                case Integer.MAX_VALUE -> "R: " + cell.name() + " is STIME_MAX, or " + other.name() + " 0 (none)";
                default -> "R: " + cell.name() + " - " + other.name() + " is " + result;
            };
        }

        @Override
        public String describe(int result, State after, int cpu) {
            String forwarded = cell.forwarded(after, cpu);
            return describe(result) + (forwarded.isEmpty() ? other.forwarded(after, cpu) : forwarded);
        }
    }
}
