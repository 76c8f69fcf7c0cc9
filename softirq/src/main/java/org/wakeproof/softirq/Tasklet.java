// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.softirq;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.SpinLock;
import org.wakeproof.machine.Word;

/** A task that runs in softirq context on at most one CPU at a time. Made by {@link Tasklets#create}. */
public final class Tasklet {
    private final int number;
    private final String name;
    private final Word next;
    private final Word isScheduled;
    private final Word isRunning;
    private final Word isDead;
    private final Procedure function;

    Tasklet(Machine machine, SpinLock lock, int number, String name, Runnable function) {
        this.number = number;
        this.name = name;
        // Its own number, like a list head that points to itself: on no list.
        this.next = machine.word(name + ".list", Tasklets.MAX_TASKLETS, number).guardedBy(lock);
        this.isScheduled = machine.word(name + ".is_scheduled", 1, 0).guardedBy(lock);
        this.isRunning = machine.word(name + ".is_running", 1, 0).guardedBy(lock);
        this.isDead = machine.word(name + ".is_dead", 1, 0).guardedBy(lock);
        this.function = machine.procedure(name, function);
    }

    int number() {
        return number;
    }

    /** What traces call it. */
    public String name() {
        return name;
    }

    /** The number of the next tasklet of the list, 0 at its end, its own number on no list. */
    Word next() {
        return next;
    }

    /** Whether it is to run. */
    public Word isScheduled() {
        return isScheduled;
    }

    /** Whether it runs now. */
    public Word isRunning() {
        return isRunning;
    }

    /** Whether it was killed. */
    public Word isDead() {
        return isDead;
    }

    Procedure function() {
        return function;
    }

    @Override
    public String toString() {
        return name;
    }
}
