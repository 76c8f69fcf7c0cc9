// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.softirq.history;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Word;
import org.wakeproof.machine.XenSource;

/** flush_area_mask of 27 May 2009: looks a second time at the caller's mask to see whom to interrupt. */
public final class InterruptsLiveMask extends FlushArea {
    public InterruptsLiveMask(Machine machine) {
        super(machine);
    }

    @Override
    @XenSource(value = "flush_area_mask", file = "xen/arch/x86/smp.c", commit = "before ac3fc35d91")
    protected int interrupted(Word mask) {
        return mask.load();
    }
}
