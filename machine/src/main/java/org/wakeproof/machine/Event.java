// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.machine;

/**
 * A guarded atomic step that no CPU performs: of a device, of the clock, or of the outside world. What a device writes
 * to a cell is in memory at once; monitors see it as they see a CPU's store.
 */
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
    private boolean wired;

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

    /**
     * The device whose doing it is, by identity: fairness asks of a device that it acts, by whichever of its events. An
     * event is a device of its own unless it says otherwise.
     */
    public Object device() {
        return this;
    }

    /** Whether it can happen in this state. Looks, and writes nothing. */
    public abstract boolean enabled(State state);

    /**
     * Changes the state as the event does; called by {@link #happen}.
     *
     * @throws Violation if it breaks a rule of the machine
     */
    public abstract void fire(State state);

    /**
     * Makes it happen, for who runs the machine.
     *
     * @throws Violation if it breaks a rule of the machine
     */
    public final void happen(State state) {
        if (!wired) {
            fire(state);
            return;
        }
        DeviceView view = new DeviceView(state, name);
        fire(view);
        view.check();
    }

    /** It is that of a device or of the outside world, and has been wired into a machine. */
    final void wired() {
        wired = true;
    }

    /** Whether a reader of traces can do without it, as nobody can tell whether it has happened. */
    public boolean isPrivate(State before) {
        return false;
    }

    /** Says what happened, in words. */
    public abstract String describe(State before, State after);
}
