// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.softirq;

import org.wakeproof.machine.Instant;
import org.wakeproof.machine.LocalApicTimer;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.TimeCell;
import org.wakeproof.machine.XenSource;

/**
 * The local APIC's timer in one-shot mode.
 *
 * <p>Left out: machines without a local APIC, calibration, and the conversion to bus ticks, so no
 * timeout in the future is too short to be programmed. The greatest count and "never" are one.
 */
public class Apic {
    private final Softirq softirq;
    private final LocalApicTimer timer;

    /** Wires the vector and the timer of each CPU. */
    public Apic(Machine machine, Softirq softirq) {
        this(machine, softirq, LocalApicTimer.INITIAL_COUNT);
    }

    /**
     * Where another register is programmed.
     *
     * @param register what traces call it, without the CPU's number
     */
    protected Apic(Machine machine, Softirq softirq, String register) {
        this.softirq = softirq;
        this.timer = new LocalApicTimer(machine, machine.vector("local timer", this::smpApicTimerInterrupt), register);
    }

    /** The device. */
    public LocalApicTimer timer() {
        return timer;
    }

    /** Masks the executing CPU's timer interrupt; one that is pending already stays pending. */
    @XenSource(value = "disable_APIC_timer", file = "xen/arch/x86/apic.c")
    public void disableApicTimer() {
        timer.mask().store(1);
    }

    /** Unmasks the executing CPU's timer interrupt. */
    @XenSource(value = "enable_APIC_timer", file = "xen/arch/x86/apic.c")
    public void enableApicTimer() {
        timer.mask().store(0);
    }

    /**
     * Programs the executing CPU's timer; time 0 turns it off. Returns false and leaves an old
     * countdown running where the timeout is not in the future.
     */
    @XenSource(value = "reprogram_timer", file = "xen/arch/x86/apic.c")
    public boolean reprogramTimer(TimeCell timeout) {
        // One operation, as the timeout is passed by value: the least int is time 0, the greatest STIME_MAX.
        int expire = timeout.minusNow();
        if (expire == Integer.MIN_VALUE || expire == Integer.MAX_VALUE) {
            reprogramTimerOff();
            return true;
        }
        if (expire <= 0) {
            return false;
        }
        timer.initialCount().set(Instant.nowPlus(expire));
        return true;
    }

    /** {@code reprogram_timer(0)} */
    @XenSource(value = "reprogram_timer", file = "xen/arch/x86/apic.c")
    public void reprogramTimerOff() {
        timer.initialCount().set(Instant.never());
    }

    @XenSource(value = "smp_apic_timer_interrupt", file = "xen/arch/x86/apic.c")
    private void smpApicTimerInterrupt() {
        softirq.raiseSoftirq(Softirq.TIMER);
    }
}
