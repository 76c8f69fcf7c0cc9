// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cpuidle.y2026;

import org.wakeproof.machine.Machine;
import org.wakeproof.softirq.y2026.Softirq2026;

/** An mwait that nothing but an interrupt or a store ends, where the others would only make the system larger. */
public final class StaysInMwait extends InMwait2026 {
    public StaysInMwait(Machine machine, Softirq2026 softirq) {
        super(machine, softirq);
    }

    @Override
    protected boolean endsAtOnce() {
        return false;
    }
}
