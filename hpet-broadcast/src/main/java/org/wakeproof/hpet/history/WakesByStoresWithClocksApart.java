// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.hpet.history;

import java.util.function.IntUnaryOperator;
import org.wakeproof.machine.Instant;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.PerCpu;
import org.wakeproof.machine.TimeCell;
import org.wakeproof.softirq.Apic;
import org.wakeproof.softirq.Softirq;

/** The same on a machine whose clocks differ: on its way out, a CPU's clock may be one tick behind that of others. */
public final class WakesByStoresWithClocksApart extends WakesByStores {
    private final Machine machine;
    private final PerCpu<TimeCell> timerDeadline;
    private final PerCpu<TimeCell> seenLate;

    public WakesByStoresWithClocksApart(
            Machine machine,
            Softirq softirq,
            Apic apic,
            PerCpu<TimeCell> timerDeadline,
            IntUnaryOperator cpuidleWakeupMwait) {
        super(machine, softirq, apic, timerDeadline, cpuidleWakeupMwait);
        this.machine = machine;
        this.timerDeadline = timerDeadline;
        seenLate = machine.perCpu(cpu -> machine.time("deadline by own clock[" + cpu + "]", Instant.zero())
                .ownedBy(cpu));
    }

    /** A clock that is behind sees the deadline later. */
    @Override
    protected TimeCell ownDeadline() {
        seenLate.own().copyFrom(timerDeadline.own(), machine.choose("ticks behind", 2));
        return seenLate.own();
    }
}
