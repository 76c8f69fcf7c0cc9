// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cpuidle.history;

import org.wakeproof.cpuidle.AcpiProcessorIdle;

/** V1-alt: the tick is suspended before the look, but no softirqs are processed in between. */
public final class WithoutSoftirqPass extends AcpiProcessorIdle {
    public WithoutSoftirqPass(Parts parts) {
        super(parts);
    }

    @Override
    protected boolean prepare() {
        suspendTick();
        machine().cpu().disableInterrupts();
        if (isSoftirqPending()) {
            machine().cpu().enableInterrupts();
            resumeTick();
            return false;
        }
        return true;
    }
}
