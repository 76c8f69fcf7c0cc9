// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.run;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Monitor;
import org.wakeproof.machine.PerCpu;
import org.wakeproof.softirq.y2026.Softirq2026;

/** Softirqs of which the monitor of the CPU that raises one on itself learns, too, as where an interrupt handler does. */
final class SeesOwnStores extends Softirq2026 {
    private PerCpu<Monitor> monitors;

    SeesOwnStores(Machine machine) {
        super(machine);
    }

    /** Tells these; for wiring. */
    void by(PerCpu<Monitor> told) {
        monitors = told;
    }

    @Override
    public void raiseSoftirq(int nr) {
        super.raiseSoftirq(nr);
        if (monitors != null) {
            monitors.own().disarm();
        }
    }
}
