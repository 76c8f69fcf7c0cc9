// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.idle;

import java.util.EnumSet;
import java.util.Set;

/** What runs on top of all else on a CPU: a short handler with interrupts off. */
public enum Top {
    /** Nothing. */
    NONE,
    /** smp_apic_timer_interrupt, before it raises TIMER. */
    LAPIC,
    /** do_IRQ of the HPET's interrupt, waiting for the descriptor's lock. */
    IRQ_LOCK,
    /** Descriptor's lock held: IRQ_PENDING is to be set. */
    IRQ_PEND,
    /** Somebody else is in the handler and has been left the work; the lock is to be released. */
    IRQ_OUT;

    /** The descriptor's lock is held. */
    static final Set<Top> WITH_DESCRIPTOR_LOCK = EnumSet.of(IRQ_PEND, IRQ_OUT);

    /** Sure to run the handler, or to have it run again. */
    static final Set<Top> SURE_TO_PEND = EnumSet.of(IRQ_LOCK, IRQ_PEND);
}
