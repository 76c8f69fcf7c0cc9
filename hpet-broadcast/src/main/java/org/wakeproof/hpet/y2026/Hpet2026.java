// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.hpet.y2026;

import org.wakeproof.hpet.HpetEventChannel;
import org.wakeproof.hpet.history.ShortLockBroadcast;
import org.wakeproof.machine.HpetComparator;
import org.wakeproof.machine.Instant;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.PerCpu;
import org.wakeproof.machine.TimeCell;
import org.wakeproof.machine.Word;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.Irq;
import org.wakeproof.softirq.Softirq;
import org.wakeproof.softirq.y2026.Apic2026;

/**
 * hpet.c as of August 2026. Its handler, hpet_get_channel, attach, detach, enter and exit are those of October 2025, which
 * this inherits; here are the enable bit of a channel, its flag DISABLE, and S3. This class is its legacy mode: one channel,
 * whose interrupt is IRQ0 and goes to CPU0.
 *
 * <p>Left out: setting up the hardware at boot, after which the channel's enable bit is set (hpet_broadcast_init), the
 * legacy routing bit, and deadlines beyond the counter's 32 bits.
 */
public class Hpet2026 extends ShortLockBroadcast {
    protected static final String FILE = "xen/arch/x86/hpet.c";

    private final Machine machine;
    private final Softirq softirq;
    private final Word disabled;

    /** In legacy mode. */
    public Hpet2026(Machine machine, Softirq softirq, Apic2026 apic, PerCpu<TimeCell> timerDeadline) {
        this(
                machine,
                softirq,
                apic,
                timerDeadline,
                Mode.LEGACY,
                1,
                (ch, name, handler) -> irq0(machine, name, handler));
    }

    /** For other modes. */
    protected Hpet2026(
            Machine machine,
            Softirq softirq,
            Apic2026 apic,
            PerCpu<TimeCell> timerDeadline,
            Mode mode,
            int channels,
            Interrupts interrupts) {
        super(machine, softirq, apic, timerDeadline, mode, channels, interrupts);
        this.machine = machine;
        this.softirq = softirq;
        disabled = mode == Mode.LEGACY ? machine.word("HPET_EVT_DISABLE", 1, 0) : null;
    }

    private static HpetComparator irq0(Machine machine, String name, Runnable handler) {
        Irq irq = new Irq(machine, name, 0, handler);
        return new HpetComparator(machine, name, (state, cpu) -> cpu == 0, irq.vector()).withEnableBit();
    }

    /** Whether the channel was switched off for good. */
    @Override
    protected boolean isDisabled() {
        return disabled != null && disabled.load() != 0;
    }

    /** Nothing is left to hand on of an interrupt that comes once the channel is off. */
    @Override
    @XenSource(value = "hpet_legacy_irq_tick", file = FILE, commit = XenSource.AUGUST_2026)
    protected void handleHpetBroadcast(HpetEventChannel ch) {
        if (!isDisabled()) {
            super.handleHpetBroadcast(ch);
        }
    }

    @XenSource(value = "hpet_enable_channel", file = FILE, commit = XenSource.AUGUST_2026)
    protected final void hpetEnableChannel(HpetEventChannel ch) {
        ch.comparator().enableBit().store(1);
    }

    /** Clears the enable bits of all channels, once after each S3: where the HPET is the platform's timer, before all else. */
    @XenSource(value = "hpet_resume", file = FILE, commit = XenSource.AUGUST_2026)
    public final void hpetResume() {
        channel(0).comparator().enableBit().store(0);
    }

    /** After S3, with interrupts off. */
    @XenSource(value = "hpet_broadcast_resume", file = FILE, commit = XenSource.AUGUST_2026)
    public final void hpetBroadcastResume() {
        HpetEventChannel ch = channel(0);
        // hpet_resume has been called for the platform's timer.
        if (isDisabled()) {
            return;
        }
        enableOnResume(ch);
        ch.nextEvent().set(Instant.never());
    }

    /** The channel's configuration is written, without its enable bit: hpet_enable_channel is to set that. */
    @XenSource(value = "hpet_broadcast_resume", file = FILE, commit = XenSource.AUGUST_2026)
    protected void enableOnResume(HpetEventChannel ch) {}

    /** Once dom0 has asked for interrupts of the RTC, which the legacy routing takes away. */
    @XenSource(value = "hpet_disable_legacy_broadcast", file = FILE, commit = XenSource.AUGUST_2026)
    public final void hpetDisableLegacyBroadcast() {
        HpetEventChannel ch = channel(0);
        boolean flags = ch.lock().lockIrqsave();
        disabled.setBit(0);
        ch.comparator().enableBit().store(0);
        ch.lock().unlockIrqrestore(flags);
        softirq.smp().sendEventCheckMask((1 << machine.cpuCount()) - 1);
    }
}
