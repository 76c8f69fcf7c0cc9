// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cpuidle;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.Word;
import org.wakeproof.machine.XenSource;
import org.wakeproof.sched.VcpuControl;
import org.wakeproof.softirq.Apic;
import org.wakeproof.softirq.Softirq;
import org.wakeproof.softirq.StopMachine;
import org.wakeproof.softirq.Timers;

/**
 * Taking one CPU, fixed by wiring, offline: asked for by another CPU, done by itself in stop_machine, and finished
 * once its idle vCPU is at the top of the idle loop again.
 *
 * <p>Left out: what is torn down besides the LAPIC timer and the scheduler, where device interrupts go, the lock
 * against a second request, bringing the CPU back, and the delays: 1 ms with interrupts on in __cpu_disable, in which
 * they are taken for certain, and 100 ms between two looks in __cpu_die. Where time waits for work it waits for the CPU
 * that looks, too, so with a safety net the net's timer cannot fire meanwhile.
 */
public class CpuHotplug {
    private static final String FILE = "xen/arch/x86/smpboot.c";
    private static final int ALIVE = 0;
    private static final int CPU_DEAD = 1;

    private final Machine machine;
    private final Softirq softirq;
    private final VcpuControl control;
    private final Word cpuOnlineMap;
    private final StopMachine stopMachine;
    private final Word cpuState;
    private final Apic apic;
    private final Timers timers;
    private final Procedure dieRound;

    /**
     * Wires it.
     *
     * @param apic null where there is no time
     * @param timers null where there is no time
     * @param cpu which CPU goes; not CPU0
     */
    public CpuHotplug(Machine machine, Softirq softirq, Apic apic, Timers timers, VcpuControl control, int cpu) {
        this.apic = apic;
        this.timers = timers;
        this.dieRound = machine.function("__cpu_die", this::dieRound);
        this.machine = machine;
        this.softirq = softirq;
        this.control = control;
        this.cpuOnlineMap = softirq.smp().cpuOnlineMap();
        this.cpuState = machine.word("cpu_state[" + cpu + "]", CPU_DEAD, ALIVE)
                .shownAs(value -> value == ALIVE ? "alive" : "CPU_DEAD");
        this.stopMachine = new StopMachine(machine, softirq, cpu, this::cpuDisable);
    }

    /** Takes the CPU down, and waits until it is. */
    @XenSource(value = "cpu_down", file = FILE)
    public void cpuDown() {
        if (stopMachine.stopMachineRun()) {
            cpuDie();
            cpuDead();
        }
    }

    /** The CPU is gone; at this commit nothing is left to do. */
    protected void cpuDead() {}

    @XenSource(value = "__cpu_disable", file = FILE)
    private void cpuDisable() {
        machine.cpu().disableInterrupts();
        if (apic != null) {
            // clear_local_APIC
            apic.disableApicTimer();
        }
        serviceQueuedInterrupts();
        fixupIrqs();
        cpuOnlineMap.clearBit(machine.smpProcessorId());
        control.cpuDisableScheduler();
    }

    @XenSource(value = "fixup_irqs", file = "xen/arch/x86/irq.c")
    private void fixupIrqs() {
        serviceQueuedInterrupts();
    }

    private void serviceQueuedInterrupts() {
        machine.cpu().enableInterrupts();
        machine.cpu().disableInterrupts();
    }

    @XenSource(value = "__cpu_die", file = FILE)
    private void cpuDie() {
        if (timers == null) {
            cpuState.awaitValue(CPU_DEAD);
        } else {
            dieRound.repeat();
        }
    }

    /** The CPU that waits processes its timers meanwhile. */
    @XenSource(value = "__cpu_die", file = FILE)
    private int dieRound() {
        if (cpuState.load() == CPU_DEAD) {
            return Procedure.STOP;
        }
        machine.fence();
        timers.processPendingTimers();
        return Procedure.AGAIN;
    }

    /** The idle loop's end on a CPU that is offline. */
    @XenSource(value = "play_dead", file = "xen/arch/x86/domain.c")
    public void playDead() {
        softirq.doSoftirq();
        machine.fence();
        cpuState.store(CPU_DEAD);
        machine.cpu().disableInterrupts();
        machine.cpu().stop();
    }

    /** Whether the CPU has said that it is gone, for properties. */
    public Word cpuState() {
        return cpuState;
    }
}
