// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.softirq.y2026;

import org.wakeproof.machine.Instant;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.PerCpu;
import org.wakeproof.machine.TimeCell;
import org.wakeproof.machine.Word;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.Softirq;

/**
 * The local APIC's timer in TSC-deadline mode, in an xAPIC: a store that unmasks the timer is on its way for a while, and a
 * WRMSR of a deadline does not wait for it. A deadline that is over has the timer fire at once, and one that is ahead has it
 * fire when it passes; either is for nothing while the timer is masked.
 *
 * <p>Left out: that masking is a store of that kind, too.
 */
public class TscDeadlineApic2026 extends Apic2026 {
    private static final String FILE = "xen/arch/x86/apic.c";

    private final Machine machine;
    private final PerCpu<Word> unmasking;

    public TscDeadlineApic2026(Machine machine, Softirq softirq) {
        super(machine, softirq, "TSC_DEADLINE");
        this.machine = machine;
        this.unmasking = machine.perCpu(cpu ->
                machine.word("LVTT unmasking on its way[" + cpu + "]", 1, 0).deviceRegister());
        timer().staysMaskedWhile(unmasking);
    }

    /** Whether a CPU's store that unmasks its timer is on its way; whoever wires the machine has it arrive. */
    public final Word unmasking(int cpu) {
        return unmasking.of(cpu);
    }

    /** Masks the timer. TMICT is written, too, which does nothing in this mode: a deadline that passes before interrupts. */
    @Override
    @XenSource(value = "disable_APIC_timer", file = FILE, commit = XenSource.AUGUST_2026)
    public void disableApicTimer() {
        timer().mask().store(1);
    }

    @Override
    @XenSource(value = "enable_APIC_timer", file = FILE, commit = XenSource.AUGUST_2026)
    public void enableApicTimer() {
        unmasking.own().store(1);
        super.enableApicTimer();
    }

    /** Has what is on its way arrive. */
    protected final void mfence() {
        unmasking.own().awaitValue(0);
    }

    /** WRMSR of the deadline; never fails. */
    @Override
    @XenSource(value = "reprogram_timer", file = FILE, commit = XenSource.AUGUST_2026)
    public boolean reprogramTimer(TimeCell timeout) {
        int expire = timeout.minusNow();
        if (expire == Integer.MIN_VALUE || expire == Integer.MAX_VALUE) {
            reprogramTimerOff();
        } else if (expire > 0) {
            timer().initialCount().set(Instant.nowPlus(expire));
        } else {
            reprogramTimerOff();
            if (unmasking.own().load() == 0) {
                machine.cpu().sendIpi(1 << machine.smpProcessorId(), timer().vector());
            }
            return !tellsThatItIsOver();
        }
        return true;
    }

    /** Whether the caller is told of a deadline that is over: the timer is meant to fire. */
    protected boolean tellsThatItIsOver() {
        return false;
    }
}
