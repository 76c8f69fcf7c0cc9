// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.softirq.history;

import org.wakeproof.machine.Machine;

/** Without smp_mb before the look at the flags: on x86, the locked raise before it is a fence as well. */
public final class ElidesWithoutFence extends ElidesInterrupts {
    public ElidesWithoutFence(Machine machine) {
        super(machine);
    }

    @Override
    protected void smpMb() {
        // No fence.
    }
}
