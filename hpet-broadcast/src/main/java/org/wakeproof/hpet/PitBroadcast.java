// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.hpet;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Pit;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.Word;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.Apic;
import org.wakeproof.softirq.Irq;
import org.wakeproof.softirq.Softirq;
import org.wakeproof.softirq.Timers;

/**
 * Port of the PIT broadcast of time.c, used where there is no HPET: 100 interrupts a second, at CPU0.
 *
 * <p>Left out: what else the handler does ({@code hpet_legacy_irq_tick}, the reading of the PIT as a clock), and that a
 * deadline can lie between two interrupts: here it is over exactly when one is raised, so how late CPU0 gets is told too
 * favourably.
 */
public class PitBroadcast implements LapicTimerBroadcast {
    private static final String FILE = "xen/arch/x86/time.c";

    private final Machine machine;
    private final Softirq softirq;
    private final Apic apic;
    private final Timers timers;
    private final Word cpuOnlineMap;
    private final Word pitBroadcastMask;
    private final Procedure broadcast;

    public PitBroadcast(Machine machine, Softirq softirq, Apic apic, Timers timers) {
        this.machine = machine;
        this.softirq = softirq;
        this.apic = apic;
        this.timers = timers;
        this.cpuOnlineMap = softirq.smp().cpuOnlineMap();
        this.pitBroadcastMask = machine.cpuMask("pit_broadcast_mask", 0);
        this.broadcast = machine.procedure("smp_send_timer_broadcast_ipi", this::smpSendTimerBroadcastIpi);
        new Pit(machine, new Irq(machine, "timer (IRQ0)", 0, this::timerInterrupt).vector());
    }

    @XenSource(value = "smp_send_timer_broadcast_ipi", file = FILE)
    private void smpSendTimerBroadcastIpi() {
        int cpu = machine.smpProcessorId();
        int mask = cpuOnlineMap.load() & pitBroadcastMask.load();
        if ((mask >>> cpu & 1) != 0) {
            mask &= ~(1 << cpu);
            softirq.raiseSoftirq(Softirq.TIMER);
        }
        if (mask != 0) {
            softirq.cpumaskRaiseSoftirq(mask, Softirq.TIMER);
        }
    }

    @XenSource(value = "timer_interrupt", file = FILE)
    private void timerInterrupt() {
        broadcast.call();
    }

    @Override
    @XenSource(value = "pit_broadcast_enter", file = FILE)
    public void lapicTimerOff() {
        pitBroadcastMask.setBit(machine.smpProcessorId());
    }

    @Override
    @XenSource(value = "pit_broadcast_exit", file = FILE)
    public void lapicTimerOn() {
        if (pitBroadcastMask.testAndClearBit(machine.smpProcessorId())
                && !apic.reprogramTimer(timers.timerDeadline().own())) {
            deadlineHasPassed();
        }
    }

    /** Ignores that the deadline has passed, as the original does. */
    protected void deadlineHasPassed() {}
}
