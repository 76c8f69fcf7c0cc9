// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.idle;

import java.util.EnumSet;
import java.util.Set;

/** Where a CPU is in what it runs outside interrupts. */
public enum Main {
    /** A guest, the scheduler, softirqs other than TIMER, the idle loop up to cli: anything with interrupts on. */
    RUNNING,
    /** In timer_softirq_action; timer_deadline is the old one. */
    TIMER_SOFTIRQ,
    /** timer_deadline is written; reprogram_timer is next. */
    TIMER_REPROGRAM,
    /** reprogram_timer has found the deadline ahead, and writes the count. */
    TIMER_PROGRAM,
    /** reprogram_timer has found it over; TIMER is raised again. */
    TIMER_RAISE,
    /** Behind cli, before the last look. */
    LOOK,
    /** The look has found something; interrupts are still off. */
    TURN_BACK,
    /** V1 only: the tick is suspended behind the look. */
    SUSPEND,
    /** V1 only: the ticker was the first timer, and TIMER is to be raised. */
    SUSPEND_RAISE,
    /** Behind the last look: chooses a C-state, and goes there. */
    SELECT,
    /** Two-step halt only: sti is done, hlt is next. */
    BEFORE_HLT,
    /** Asleep in hlt, with interrupts on. */
    HALTED,
    /** Asleep in a state in which the LAPIC timer runs, with interrupts off. */
    C1_ASLEEP,
    /** Behind that sleep, interrupts off. */
    C1_AWAKE,
    /** hpet_broadcast_enter, lock held: the LAPIC timer is to be masked. */
    ENTER_MASK,
    /** The own bit is to be set in the channel's cpumask. */
    ENTER_BIT,
    /** timer_deadline and next_event are to be compared. */
    ENTER_COMPARE,
    /** next_event is to become the own deadline. */
    ENTER_WRITE,
    /** The comparator is to be written. */
    ENTER_COMPARATOR,
    /** The comparator is written; was it in time? */
    ENTER_WROTE,
    /** The write came too late, and is done again. */
    ENTER_MISSED,
    /** The lock is to be released. */
    ENTER_UNLOCK,
    /** Before the sleep in which the LAPIC timer stands still. */
    C3_ENTER,
    /** Asleep in it, interrupts off. */
    C3_ASLEEP,
    /** Behind that sleep, interrupts off. */
    C3_AWAKE,
    /** hpet_broadcast_exit, interrupts on, before the lock is held. */
    EXIT_LOCK,
    /** Lock held: the own bit is to be cleared. */
    EXIT_BIT,
    /** A left-over count is to be pushed far away. */
    EXIT_TURN_OFF,
    /** The LAPIC timer is to be unmasked. */
    EXIT_UNMASK,
    /** reprogram_timer for the own deadline. */
    EXIT_REPROGRAM,
    /** It has found the deadline ahead, and writes the count. */
    EXIT_PROGRAM,
    /** It has found it over; TIMER is to be raised. */
    EXIT_RAISE,
    /** Is the mask empty, and an event pending? */
    EXIT_EMPTY,
    /** next_event is to be forgotten. */
    EXIT_FORGET,
    /** The comparator is to be turned off. */
    EXIT_DISARM,
    /** The lock is to be released. */
    EXIT_UNLOCK,
    /** PIT only: pit_broadcast_exit, interrupts on; the own bit is to be cleared. */
    PIT_EXIT,
    /** PIT only: reprogram_timer for the own deadline, interrupts on. */
    PIT_REPROGRAM,
    /** PIT only: it has found the deadline ahead, and writes the count. */
    PIT_PROGRAM,
    /** PIT only, and not in Xen: it has found it over; TIMER is to be raised. */
    PIT_RAISE,
    /** CPUs that go offline only: stopped for ever behind play_dead, interrupts off. */
    DEAD,
    /** Shared MSI only: hpet_get_channel has flipped HPET_EVT_USED, and is to say who owns the channel. */
    CLAIM,
    /** The CPU has a channel; its lock is not held yet. */
    ENTER_LOCK,
    /** hpet_attach_channel_share, lock held: HPET_EVT_USED is to be tried for once more. */
    ATTACH,
    /** It has been flipped here: ch->cpu is to be written. */
    ATTACH_OWN,
    /** Is the CPU the owner? */
    ATTACH_OWNER,
    /** It is: the MSI is to be routed to it. */
    ROUTE,
    /** hpet_detach_channel_share: is the CPU the owner, and does anybody sleep on the channel? */
    DETACH,
    /** The owner leaves, and somebody sleeps: that one is to be the owner. */
    HAND_OVER,
    /** And the MSI is to be routed to it. */
    REDIRECT,
    /** Nobody sleeps: ch->cpu is to be -1. */
    RELEASE,
    /** And HPET_EVT_USED is to be cleared. */
    RELEASE_USED;

    /** The way into the HPET's broadcast and out of it. */
    static final Set<Main> OF_HPET = EnumSet.range(ENTER_MASK, ENTER_UNLOCK);

    /** The way out of the PIT's. */
    static final Set<Main> OF_PIT = EnumSet.range(PIT_EXIT, PIT_RAISE);

    /** The end of a CPU that goes offline. */
    static final Set<Main> OF_OFFLINE = EnumSet.of(DEAD);

    /** The way into a channel that is shared, and out of it. */
    static final Set<Main> OF_SHARED = EnumSet.range(CLAIM, RELEASE_USED);

    /** Interrupts are on here, if nothing runs on top. */
    static final Set<Main> INTERRUPTIBLE = EnumSet.of(
            RUNNING, TIMER_SOFTIRQ, BEFORE_HLT, HALTED, EXIT_LOCK, PIT_EXIT, PIT_REPROGRAM, PIT_PROGRAM, PIT_RAISE);

    /** Asleep. */
    static final Set<Main> ASLEEP = EnumSet.of(HALTED, C1_ASLEEP, C3_ASLEEP);

    /** Past the last look, and not yet woken. */
    static final Set<Main> COMMITTED = EnumSet.range(SUSPEND, C3_ASLEEP);

    /** The channel's lock is held. */
    static final Set<Main> WITH_CHANNEL_LOCK = EnumSet.range(ENTER_MASK, ENTER_UNLOCK);

    /** The LAPIC timer is masked. */
    static final Set<Main> LAPIC_MASKED = EnumSet.range(ENTER_BIT, EXIT_UNMASK);

    /** The CPU's bit is in the channel's mask. */
    static final Set<Main> IN_MASK = EnumSet.range(ENTER_COMPARE, EXIT_BIT);

    /** It relies on the channel for its deadline. */
    static final Set<Main> COVERED = EnumSet.range(ENTER_COMPARATOR, C3_ASLEEP);

    /** The local timer need not stand for timer_deadline: it is being worked out, or the channel does. */
    static final Set<Main> LAPIC_ASIDE = EnumSet.range(TIMER_SOFTIRQ, TIMER_RAISE);

    static {
        OF_HPET.addAll(EnumSet.range(EXIT_LOCK, EXIT_UNLOCK));
        COMMITTED.remove(C1_AWAKE);
        COMMITTED.addAll(EnumSet.range(CLAIM, ROUTE));
        WITH_CHANNEL_LOCK.addAll(EnumSet.range(EXIT_BIT, EXIT_UNLOCK));
        WITH_CHANNEL_LOCK.addAll(EnumSet.range(ATTACH, RELEASE_USED));
        LAPIC_ASIDE.addAll(EnumSet.range(ENTER_BIT, EXIT_RAISE));
    }
}
