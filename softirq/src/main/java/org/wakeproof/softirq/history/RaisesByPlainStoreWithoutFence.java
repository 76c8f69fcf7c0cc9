// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.softirq.history;

import org.wakeproof.machine.Machine;

/** A raise by a plain store that may reach memory after the look at the flags. */
public final class RaisesByPlainStoreWithoutFence extends RaisesByPlainStore {
    public RaisesByPlainStoreWithoutFence(Machine machine) {
        super(machine);
    }

    @Override
    protected void smpMb() {
        // No fence.
    }
}
