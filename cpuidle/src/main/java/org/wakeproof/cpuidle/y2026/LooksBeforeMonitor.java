// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cpuidle.y2026;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Word;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.y2026.Softirq2026;

/** mwait_idle_with_hints of 2026 had 01429bbb0a moved its look at the pending word instead of adding one. */
public final class LooksBeforeMonitor extends InMwait2026 {
    public LooksBeforeMonitor(Machine machine, Softirq2026 softirq) {
        super(machine, softirq);
    }

    @Override
    @XenSource(value = "mwait_idle_with_hints", file = FILE, commit = "changed")
    protected boolean mayWait(Word pending) {
        monitor().arm();
        return true;
    }
}
