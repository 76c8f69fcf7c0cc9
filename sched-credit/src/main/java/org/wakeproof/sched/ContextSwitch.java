// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.XenSource;

/**
 * The switch from one vCPU to another, and where a vCPU goes on.
 *
 * <p>Left out: the registers themselves, and with them the interrupt that fetches those which another CPU still
 * holds. Such an interrupt can wake an idle CPU by luck; without it a loss is seen.
 */
public class ContextSwitch {
    private static final String FILE = "xen/arch/x86/domain.c";

    private final Machine machine;
    private final Vcpus vcpus;
    private final VcpuControl control;
    private final Procedure idleLoop;
    private final Procedure guest;

    /**
     * Wires it.
     *
     * @param idleLoop where an idle vCPU starts
     * @param guest where a guest's vCPU goes on, called with its number; null where there are no guests
     */
    public ContextSwitch(Machine machine, Vcpus vcpus, VcpuControl control, Procedure idleLoop, Procedure guest) {
        this.machine = machine;
        this.vcpus = vcpus;
        this.control = control;
        this.idleLoop = idleLoop;
        this.guest = guest;
    }

    @XenSource(value = "context_switch", file = FILE)
    void contextSwitch(Vcpu prev, Vcpu next) {
        machine.cpu().disableInterrupts();
        vcpus.current().own().store(next.number());
        machine.cpu().enableInterrupts();
        contextSaved(prev);
        scheduleTail(next);
    }

    @XenSource(value = "continue_running", file = FILE)
    void continueRunning(Vcpu same) {
        scheduleTail(same);
    }

    @XenSource(value = "context_saved", file = "xen/common/schedule.c")
    private void contextSaved(Vcpu prev) {
        prev.isRunning().store(0);
        fenceAfterClearing();
        if ((prev.pauseFlags().load() >>> Vcpu.VPF_MIGRATING & 1) != 0) {
            control.vcpuMigrate(prev);
        }
    }

    /** Whoever wants the vCPU to migrate sees that it no longer runs, or is seen by the next look at its flags. */
    @XenSource(value = "context_saved", file = "xen/common/schedule.c")
    protected void fenceAfterClearing() {
        machine.fence();
    }

    /** Goes on with a vCPU from the bottom of the CPU's stack. */
    @XenSource(value = "schedule_tail", file = FILE)
    public void scheduleTail(Vcpu next) {
        if (next.isIdle()) {
            machine.resetStackAndJump(idleLoop);
        } else {
            machine.resetStackAndJump(guest, next.number());
        }
    }
}
