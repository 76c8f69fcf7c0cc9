// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cpuidle.history;

import org.wakeproof.cpuidle.AcpiProcessorIdle;

/** The idle entry before 7534d30b43 (2008): no tick suspension yet, and no look at the pending softirqs after cli. */
public final class WithoutCheck extends AcpiProcessorIdle {
    public WithoutCheck(Parts parts) {
        super(parts);
    }

    @Override
    protected boolean prepare() {
        machine().cpu().disableInterrupts();
        return true;
    }

    @Override
    protected void finish() {
        // The tick was never suspended.
    }
}
