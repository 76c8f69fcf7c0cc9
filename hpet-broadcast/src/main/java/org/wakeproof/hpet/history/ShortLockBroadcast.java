// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.hpet.history;

import org.wakeproof.hpet.HpetBroadcast;
import org.wakeproof.hpet.HpetEventChannel;
import org.wakeproof.machine.Instant;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.PerCpu;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.TimeCell;
import org.wakeproof.machine.Word;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.Apic;
import org.wakeproof.softirq.Cpumask;
import org.wakeproof.softirq.Softirq;

/**
 * hpet.c as of October 2025: since May 2010 the handler drops the channel's lock while it looks for expired CPUs
 * (daa12fe8bf), since 2011 a CPU changes its bit of the mask without the lock (662f524483), since 2017 a remote deadline
 * is read once, and behind the look at the mask (9e051a840d), and a channel is handed over by one write to its route.
 *
 * <p>Left out: interrupt remapping, the bookkeeping of the interrupt's descriptor, and a channel for each CPU, which CPUs
 * are given and return as they do shared ones.
 */
public class ShortLockBroadcast extends HpetBroadcast {
    private static final String FILE = "xen/arch/x86/hpet.c";
    private static final String COMMIT = "8ef32772b5";

    /** cpumask_first of an empty mask. */
    protected static final int NO_CPU = -1;

    private final Machine machine;
    private final Softirq softirq;
    private final Apic apic;
    private final PerCpu<TimeCell> timerDeadline;
    private final int channels;
    private final Procedure round;
    private final Procedure scan;
    /** {@code now} of handle_hpet_broadcast. */
    private final PerCpu<TimeCell> now;
    /** {@code next_event} of handle_hpet_broadcast. */
    private final PerCpu<TimeCell> nextEvent;
    /** {@code deadline} of handle_hpet_broadcast. */
    private final PerCpu<TimeCell> deadline;

    public ShortLockBroadcast(
            Machine machine, Softirq softirq, Apic apic, PerCpu<TimeCell> timerDeadline, Mode mode, int channels) {
        this(machine, softirq, apic, timerDeadline, mode, channels, null);
    }

    /** Where channels interrupt in a way of their own. */
    public ShortLockBroadcast(
            Machine machine,
            Softirq softirq,
            Apic apic,
            PerCpu<TimeCell> timerDeadline,
            Mode mode,
            int channels,
            Interrupts interrupts) {
        super(machine, softirq, apic, timerDeadline, mode, channels, HpetEventChannel.Locking.FINE, interrupts);
        if (mode == Mode.MSI_PRIVATE) {
            throw new IllegalArgumentException("a channel for each CPU is left out of this version");
        }
        this.channels = channels;
        this.machine = machine;
        this.softirq = softirq;
        this.apic = apic;
        this.timerDeadline = timerDeadline;
        round = machine.function("handle_hpet_broadcast", this::round);
        scan = machine.function("find expired events", this::scan);
        now = round.timeVariable("now");
        nextEvent = round.timeVariable("next_event");
        deadline = scan.timeVariable("deadline");
        now.all().forEach(TimeCell::sampleOfNow);
    }

    /** The time that each CPU's handler has sampled before its scan, until it is done with that channel; time 0 otherwise. */
    public final PerCpu<TimeCell> sampleOfHandler() {
        return now;
    }

    @Override
    @XenSource(value = "handle_hpet_broadcast", file = FILE, commit = COMMIT)
    protected void handleHpetBroadcast(HpetEventChannel ch) {
        boolean flags = ch.lock().lockIrqsave();
        round.repeat(ch.number(), flags ? 1 : 0);
    }

    /** From {@code again:} to the jump back to it; begins with the lock held, which only the jump back keeps. */
    @XenSource(value = "handle_hpet_broadcast", file = FILE, commit = COMMIT)
    private int round(int channel, int flags) {
        HpetEventChannel ch = channel(channel);
        forgetNextEventBeforeScan(ch);
        ch.lock().unlockIrqrestore(flags != 0);
        nextEvent.own().set(Instant.never());
        now.own().sampleNow();
        evtDoBroadcast(scan.call(channel));
        boolean later = !nextEvent.own().isNever();
        forgetNextEventAfterScan(ch);
        if (later) {
            ch.lock().lockIrqsave();
            if (rearmsFor(ch) && !reprogram(ch, nextEvent.own(), now.own())) {
                return Procedure.AGAIN;
            }
            ch.lock().unlockIrqrestore(flags != 0);
        }
        return Procedure.STOP;
    }

    /** Whether the next event is one that the comparator is not set for yet; the lock is held. */
    @XenSource(value = "handle_hpet_broadcast", file = FILE, commit = COMMIT)
    protected boolean rearmsFor(HpetEventChannel ch) {
        return nextEvent.own().isBefore(ch.nextEvent());
    }

    /** Whoever enters from here on programs the comparator itself. */
    @XenSource(value = "handle_hpet_broadcast", file = FILE, commit = COMMIT)
    protected void forgetNextEventBeforeScan(HpetEventChannel ch) {
        ch.nextEvent().set(Instant.never());
    }

    /** Nothing is left to forget. */
    protected void forgetNextEventAfterScan(HpetEventChannel ch) {}

    @XenSource(value = "handle_hpet_broadcast", file = FILE, commit = COMMIT)
    private int scan(int channel) {
        HpetEventChannel ch = channel(channel);
        int mask = 0;
        for (int cpu = Cpumask.first(ch.cpumask().load());
                cpu < machine.cpuCount();
                cpu = Cpumask.next(cpu, ch.cpumask().load())) {
            deadline.own().copyFrom(timerDeadline.of(cpu));
            if (deadline.own().isAtOrBefore(now.own())) {
                mask |= 1 << cpu;
            } else if (deadline.own().isBefore(nextEvent.own())) {
                nextEvent.own().copyFrom(deadline.own());
            }
        }
        return mask;
    }

    @Override
    @XenSource(value = "hpet_get_channel", file = FILE, commit = COMMIT)
    protected int nextChannel(Word nextChannel) {
        return Math.floorMod(nextChannel.addReturn(1) - 1, channels);
    }

    /** Hands the channel to its owner, and drops its lock. */
    @XenSource(value = "set_channel_irq_affinity", file = FILE, commit = COMMIT)
    protected void setChannelIrqAffinity(HpetEventChannel ch) {
        ch.msiAddress().store(1 << ch.cpu().load() - 1);
        ch.lock().unlock();
    }

    @XenSource(value = "hpet_attach_channel", file = FILE, commit = COMMIT)
    private void hpetAttachChannel(int cpu, HpetEventChannel ch) {
        ch.lock().lock();
        setCpuBcChannel(ch);
        if (!ch.flags().testAndSetBit(HpetEventChannel.HPET_EVT_USED_BIT)) {
            ch.cpu().store(cpu + 1);
        }
        attached(ch);
        if (ch.cpu().load() != cpu + 1) {
            ch.lock().unlock();
        } else {
            setChannelIrqAffinity(ch);
        }
    }

    /** The executing CPU has the channel, but is not in its mask yet. */
    protected void attached(HpetEventChannel ch) {}

    @XenSource(value = "hpet_detach_channel", file = FILE, commit = COMMIT)
    private void hpetDetachChannel(int cpu, HpetEventChannel ch) {
        ch.lock().lockIrq();
        setCpuBcChannel(null);
        if (ch.cpu().load() != cpu + 1) {
            ch.lock().unlockIrq();
            return;
        }
        int next = nextOwner(ch);
        if (next == NO_CPU) {
            park(ch);
            ch.cpu().store(HpetEventChannel.NOBODY);
            ch.flags().clearBit(HpetEventChannel.HPET_EVT_USED_BIT);
            ch.lock().unlockIrq();
        } else {
            ch.cpu().store(next + 1);
            setChannelIrqAffinity(ch);
            machine.cpu().enableInterrupts();
        }
    }

    /** The last one leaves the channel: no event is to come. The lock is held. */
    @XenSource(value = "hpet_detach_channel", file = FILE, commit = COMMIT)
    protected void park(HpetEventChannel ch) {
        ch.comparator().match().set(Instant.never());
        ch.nextEvent().set(Instant.never());
    }

    /** Looks at the mask once: it changes without the lock. */
    @XenSource(value = "hpet_detach_channel", file = FILE, commit = COMMIT)
    protected int nextOwner(HpetEventChannel ch) {
        return cpumaskFirst(ch.cpumask().load());
    }

    /** The lowest CPU of a mask, or {@link #NO_CPU}. */
    protected static int cpumaskFirst(int mask) {
        return mask == 0 ? NO_CPU : Integer.numberOfTrailingZeros(mask);
    }

    @Override
    @XenSource(value = "hpet_broadcast_enter", file = FILE, commit = COMMIT)
    protected void enter() {
        int cpu = machine.smpProcessorId();
        if (timerDeadline.own().isZero()) {
            return;
        }
        HpetEventChannel ch = ownChannel(cpu);
        if (isShared()) {
            hpetAttachChannel(cpu, ch);
        }
        apic.disableApicTimer();
        enterMaskFirst(cpu, ch);
        ch.lock().lock();
        if (timerDeadline.own().isBefore(ch.nextEvent())) {
            reprogramForOwnDeadline(ch);
        }
        ch.lock().unlock();
        enterMaskLast(cpu, ch);
    }

    /** What the executing CPU leaves for. */
    protected TimeCell ownDeadline() {
        return timerDeadline.own();
    }

    private HpetEventChannel ownChannel(int cpu) {
        HpetEventChannel ch = cpuBcChannel(cpu);
        return ch == null ? hpetGetChannelFor(cpu) : ch;
    }

    /** A handler that does not see the bit has cleared next_event before the CPU looks at it. */
    @XenSource(value = "hpet_broadcast_enter", file = FILE, commit = COMMIT)
    protected void enterMaskFirst(int cpu, HpetEventChannel ch) {
        ch.cpumask().setBit(cpu);
    }

    /** Nothing is left to enter. */
    protected void enterMaskLast(int cpu, HpetEventChannel ch) {}

    @Override
    @XenSource(value = "hpet_broadcast_exit", file = FILE, commit = COMMIT)
    protected void exit() {
        int cpu = machine.smpProcessorId();
        if (timerDeadline.own().isZero()) {
            return;
        }
        HpetEventChannel ch = ownChannel(cpu);
        apic.enableApicTimer();
        if (!apic.reprogramTimer(ownDeadline())) {
            softirq.raiseSoftirq(Softirq.TIMER);
        }
        ch.cpumask().clearBit(cpu);
        if (isShared()) {
            hpetDetachChannel(cpu, ch);
        }
    }
}
