// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched.history;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.XenSource;
import org.wakeproof.sched.ContextSwitch;
import org.wakeproof.sched.Schedule;
import org.wakeproof.sched.VcpuControl;
import org.wakeproof.sched.Vcpus;
import org.wakeproof.softirq.Softirq;
import org.wakeproof.softirq.Timers;

/** schedule where stopping the periodic timer of the vCPU that is switched out is no fence: that the next one runs can wait. */
public final class StopsTimerWithoutFence extends Schedule {
    public StopsTimerWithoutFence(
            Machine machine,
            Softirq softirq,
            Timers timers,
            Vcpus vcpus,
            VcpuControl control,
            ContextSwitch contextSwitch,
            Quantum quantum) {
        super(machine, softirq, timers, vcpus, control, contextSwitch, quantum);
    }

    @Override
    @XenSource(value = "stop_timer", file = "xen/common/timer.c", commit = "changed")
    protected void fenceOfStopTimer() {
        // As if it took no lock.
    }
}
