// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.machine;

/** A guarded atomic step that no CPU performs: of a device, of the clock, or of the outside world. */
public abstract class Event {
    /** Whether the closed system does it by itself. */
    public enum Kind {
        /** Hardware of the system: it happens sooner or later once it is possible. */
        INTERNAL,
        /** The outside world: it may or may not ever happen, and properties can exclude it. */
        EXTERNAL
    }

    private final String name;
    private final Kind kind;

    protected Event(String name, Kind kind) {
        this.name = name;
        this.kind = kind;
    }

    public final String name() {
        return name;
    }

    public final Kind kind() {
        return kind;
    }

    /** Whether it can happen in this state. */
    public abstract boolean enabled(State state);

    /** Makes it happen. */
    public abstract void fire(State state);

    /** Whether a reader of traces can do without it, as nobody can tell whether it has happened. */
    public boolean isPrivate(State before) {
        return false;
    }

    /** Says what happened, in words. */
    public abstract String describe(State before, State after);
}
