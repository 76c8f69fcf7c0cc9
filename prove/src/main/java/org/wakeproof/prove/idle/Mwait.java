// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.idle;

import java.util.EnumSet;
import java.util.Set;

/** Where a CPU is in mwait_idle_with_hints, by which it sleeps in C3. */
public enum Mwait {
    /** Not in it, or at its beginning. */
    NONE,
    /** in_mwait is set: the monitor is to be armed. */
    ANNOUNCED,
    /** The monitor is armed: the CPU is to look whether there is something to do. */
    WATCHING,
    /** There was nothing, and the CPU's bit is to be set in cpuidle_mwait_flags. */
    TO_FLAG,
    /** There was nothing: mwait is next, or has begun, or is over. */
    SETTLED,
    /** Behind mwait, as of 2010: the CPU is to look at its deadline. */
    LEAVING;

    /** What there is as of July 2025. */
    static final Set<Mwait> OF_IN_MWAIT = EnumSet.of(NONE, ANNOUNCED, WATCHING, SETTLED);

    /** What there is as of 2010. */
    static final Set<Mwait> OF_FLAGS = EnumSet.complementOf(EnumSet.of(ANNOUNCED));

    /** The monitor sees stores. */
    static final Set<Mwait> ARMED = EnumSet.of(WATCHING, TO_FLAG, SETTLED);

    /** The CPU will look for something to do before it sleeps. */
    static final Set<Mwait> WILL_LOOK = EnumSet.of(ANNOUNCED, WATCHING);

    /** Whether the monitor sees stores. */
    public boolean isArmed() {
        return ARMED.contains(this);
    }
}
