// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.softirq.y2026;

import org.wakeproof.machine.Instant;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.TimeCell;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.Apic;
import org.wakeproof.softirq.Softirq;

/**
 * The local APIC's timer in one-shot mode as of 2026: what is programmed replaces an old countdown even where the timeout is
 * over, which stops the timer, and masking it stops it, too.
 *
 * <p>Left out: TSC-deadline mode, machines without a local APIC, and the conversion to bus ticks.
 */
public class Apic2026 extends Apic {
    private static final String FILE = "xen/arch/x86/apic.c";

    public Apic2026(Machine machine, Softirq softirq) {
        super(machine, softirq);
    }

    /**
     * In another mode.
     *
     * @param register what traces call the register that is programmed, without the CPU's number
     */
    protected Apic2026(Machine machine, Softirq softirq, String register) {
        super(machine, softirq, register);
    }

    @Override
    @XenSource(value = "disable_APIC_timer", file = FILE, commit = XenSource.AUGUST_2026)
    public void disableApicTimer() {
        reprogramTimerOff();
        super.disableApicTimer();
    }

    @Override
    @XenSource(value = "reprogram_timer", file = FILE, commit = XenSource.AUGUST_2026)
    public boolean reprogramTimer(TimeCell timeout) {
        int expire = timeout.minusNow();
        boolean isNone = expire == Integer.MIN_VALUE || expire == Integer.MAX_VALUE;
        if (!isNone && expire > 0) {
            timer().initialCount().set(Instant.nowPlus(expire));
            return true;
        }
        reprogramTimerOff();
        return isNone;
    }
}
