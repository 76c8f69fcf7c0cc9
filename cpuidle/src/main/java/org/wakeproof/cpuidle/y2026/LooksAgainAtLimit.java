// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cpuidle.y2026;

import org.wakeproof.machine.Word;
import org.wakeproof.machine.XenSource;

/** acpi_processor_idle that looks at max_cstate() once more with interrupts off, and takes safe_state: not in Xen. */
public final class LooksAgainAtLimit extends LimitedIdle2026 {
    public LooksAgainAtLimit(Parts parts, Word maxUsableCstate) {
        super(parts, maxUsableCstate);
    }

    @Override
    @XenSource(value = "acpi_processor_idle", file = FILE, commit = "not in Xen")
    protected boolean mayStillBeDeep(boolean chosen) {
        return chosen && isDeepUsable();
    }
}
