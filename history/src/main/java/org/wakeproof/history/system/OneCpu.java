// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.history.system;

import org.wakeproof.machine.Machine;
import org.wakeproof.scenario.Settings;
import org.wakeproof.scenario.SmallSystem;
import org.wakeproof.softirq.Apic;
import org.wakeproof.softirq.Softirq;
import org.wakeproof.softirq.Timers;

/** One CPU with softirqs, timers, and its LAPIC timer. */
final class OneCpu {
    private final Machine machine;
    private final Softirq softirq;
    private final Apic apic;
    private final Timers timers;

    OneCpu(Settings settings, int horizon) {
        machine = SmallSystem.machine(settings, 1, horizon);
        softirq = new Softirq(machine);
        apic = new Apic(machine, softirq);
        timers = new Timers(machine, softirq, apic, new Timers.Parameters(0, 1, 1, 1, true));
    }

    Machine machine() {
        return machine;
    }

    Softirq softirq() {
        return softirq;
    }

    Apic apic() {
        return apic;
    }

    Timers timers() {
        return timers;
    }

    /** With what there is to know of it. */
    SmallSystem system(String bound) {
        return new SmallSystem(machine, bound)
                .noLostWakeup(softirq)
                .noMissedDeadline(softirq, timers.timerDeadline())
                .sometimesAsleep(0);
    }
}
