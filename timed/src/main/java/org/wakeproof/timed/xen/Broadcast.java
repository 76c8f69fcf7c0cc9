// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.xen;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.wakeproof.hpet.HpetBroadcast.Mode;

/** Which device wakes CPUs whose own timer has stopped. */
public enum Broadcast {
    /** One HPET channel, whose interrupt goes to CPU0. */
    LEGACY(Mode.LEGACY),
    /** One HPET channel, whose interrupt goes to any CPU. */
    LEGACY_ANY(Mode.LEGACY_ANY_CPU),
    /** A channel for each CPU. */
    MSI(Mode.MSI_PRIVATE),
    /** Fewer channels than CPUs. */
    MSI_SHARED(Mode.MSI_SHARED),
    /** No HPET: the PIT at 100 Hz. */
    PIT(null);

    private final Mode mode;

    Broadcast(Mode mode) {
        this.mode = mode;
    }

    /** Null for the PIT. */
    @Nullable
    Mode mode() {
        return mode;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
