// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cpuidle.history;

import org.wakeproof.cpuidle.AcpiProcessorIdle;

/**
 * V1, reconstructed from what is known of the first posting: the tick is suspended after the last look
 * at the pending softirqs. Stopping the timer can raise TIMER_SOFTIRQ on the CPU that is about to sleep.
 */
public final class FirstPosting extends AcpiProcessorIdle {
    public FirstPosting(Parts parts) {
        super(parts);
    }

    @Override
    protected boolean prepare() {
        machine().cpu().disableInterrupts();
        if (isSoftirqPending()) {
            machine().cpu().enableInterrupts();
            return false;
        }
        suspendTick();
        return true;
    }
}
