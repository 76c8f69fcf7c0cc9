// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched.history;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.XenSource;
import org.wakeproof.sched.ContextSwitch;
import org.wakeproof.sched.VcpuControl;
import org.wakeproof.sched.Vcpus;

/** context_saved without its fence: that the vCPU no longer runs can wait in the store buffer while its flags are read. */
public final class SwitchesWithoutFence extends ContextSwitch {
    public SwitchesWithoutFence(
            Machine machine, Vcpus vcpus, VcpuControl control, Procedure idleLoop, Procedure guest) {
        super(machine, vcpus, control, idleLoop, guest);
    }

    @Override
    @XenSource(value = "context_saved", file = "xen/common/schedule.c", commit = "changed")
    protected void fenceAfterClearing() {
        // Nothing orders the store before the load.
    }
}
