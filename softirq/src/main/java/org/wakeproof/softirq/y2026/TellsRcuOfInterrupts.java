// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.softirq.y2026;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.XenSource;

/** RCU that is told of interrupts which come to CPUs that count as idle, as Linux tells its own: not in Xen. */
public class TellsRcuOfInterrupts extends Rcu2026 {
    public TellsRcuOfInterrupts(Machine machine, int batches, Runnable callback) {
        super(machine, batches, callback);
    }

    @Override
    @XenSource(value = "irq_enter", file = "xen/include/xen/irq.h", commit = "not in Xen")
    protected final int irqEnter() {
        int cpu = machine().smpProcessorId();
        if ((idleCpumask().load() >>> cpu & 1) == 0) {
            return 0;
        }
        idleCpumask().clearBit(cpu);
        return 1;
    }

    @Override
    @XenSource(value = "irq_exit", file = "xen/include/xen/irq.h", commit = "not in Xen")
    protected final void irqExit(int entered) {
        if (entered != 0) {
            idleCpumask().setBit(machine().smpProcessorId());
        }
    }
}
