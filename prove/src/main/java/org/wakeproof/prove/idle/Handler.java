// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.idle;

import java.util.EnumSet;
import java.util.Set;

/** Where a CPU is in the part of do_IRQ that one CPU at a time is in, with handle_hpet_broadcast inside, or the PIT's handler. */
public enum Handler {
    /** Not in it. */
    NONE,
    /** Descriptor's lock held, IRQ_PENDING is set: IRQ_INPROGRESS is next. */
    BEGIN,
    /** Descriptor's lock held: is IRQ_PENDING set? */
    ROUND,
    /** IRQ_PENDING is cleared; the descriptor's lock is to be released. */
    HAND_OVER,
    /** handle_hpet_broadcast, interrupts on, before the channel's lock is held; or the PIT's handler, before it reads the mask. */
    ENTRY,
    /** Channel's lock held: next_event is to be forgotten. */
    FORGET,
    /** The local next_event is to be STIME_MAX. */
    LOCAL,
    /** now is to be sampled. */
    SAMPLE,
    /** Each CPU of the mask is looked at; then TIMER is raised on those whose deadline is over, and IPIs are sent. */
    SCAN,
    /** next_event is to be the earliest deadline that is left. */
    REARM,
    /** The comparator is to be written. */
    COMPARATOR,
    /** The comparator is written; was it in time? */
    WROTE,
    /** The write came too late: all is done again. */
    MISSED,
    /** The channel's lock is to be released. */
    UNLOCK,
    /** Interrupts on, before the descriptor's lock is held again. */
    LEAVE,
    /** Descriptor's lock held, IRQ_PENDING is clear: IRQ_INPROGRESS is to be cleared. */
    DONE,
    /** The descriptor's lock is to be released. */
    OUT,
    /** PIT only: the mask has been read, interrupts on; TIMER is raised on its CPUs, and IPIs are sent. */
    BROADCAST;

    /** What the HPET's handler does with its channel. */
    static final Set<Handler> OF_HPET = EnumSet.range(FORGET, UNLOCK);

    /** What the PIT's does. */
    static final Set<Handler> OF_PIT = EnumSet.of(BROADCAST);

    /** Interrupts are on here, if nothing runs on top. */
    static final Set<Handler> INTERRUPTIBLE = EnumSet.of(ENTRY, LEAVE, BROADCAST);

    /** The descriptor's lock is held. */
    static final Set<Handler> WITH_DESCRIPTOR_LOCK = EnumSet.of(BEGIN, ROUND, HAND_OVER, DONE, OUT);

    /** The channel's lock is held. */
    static final Set<Handler> WITH_CHANNEL_LOCK = EnumSet.range(FORGET, UNLOCK);

    /** IRQ_INPROGRESS is this CPU's. */
    static final Set<Handler> IN_PROGRESS = EnumSet.range(ROUND, DONE);

    static {
        IN_PROGRESS.add(BROADCAST);
    }

    /** Sure to forget next_event, and to look at all deadlines. */
    static final Set<Handler> SURE_TO_SCAN = EnumSet.of(HAND_OVER, ENTRY, FORGET);
}
