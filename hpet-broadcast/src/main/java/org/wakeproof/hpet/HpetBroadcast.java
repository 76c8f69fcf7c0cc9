// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.hpet;

import java.util.ArrayList;
import java.util.List;
import org.wakeproof.machine.HpetComparator;
import org.wakeproof.machine.Instant;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.PerCpu;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.SpinLock;
import org.wakeproof.machine.TimeCell;
import org.wakeproof.machine.Word;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.Apic;
import org.wakeproof.softirq.Cpumask;
import org.wakeproof.softirq.Irq;
import org.wakeproof.softirq.Softirq;
import org.wakeproof.softirq.Timers;

/**
 * Port of hpet.c. Where a clock tick stands for 10 ms, the smallest distance of a comparator is one tick, and the
 * largest is beyond the horizon.
 *
 * <p>Left out: finding and setting up the hardware, the test for a negative expire, and the conversion to the HPET's
 * counts.
 */
public class HpetBroadcast implements LapicTimerBroadcast {
    private static final String FILE = "xen/arch/x86/hpet.c";
    private static final int MIN_DELTA_US = 20;
    private static final int MAX_DELTA_MS = 10_000;
    /** Two counts of a counter of 14.318 MHz. */
    private static final int TWO_COUNTS_NS = 140;

    /** How channels and CPUs belong together. */
    public enum Mode {
        /** One channel for all CPUs, its interrupt (IRQ0) routed to CPU0. */
        LEGACY,
        /** One channel for all CPUs, its interrupt delivered to any CPU. */
        LEGACY_ANY_CPU,
        /** A channel for each CPU, its MSI bound to that CPU. */
        MSI_PRIVATE,
        /** Fewer channels than CPUs, handed over between those that sleep. */
        MSI_SHARED
    }

    /** How channels interrupt. */
    @FunctionalInterface
    public interface Interrupts {
        /** Makes the comparator of a channel, whose interrupt runs the handler. */
        HpetComparator wire(HpetEventChannel ch, String name, Runnable handler);
    }

    private final Machine machine;
    private final Softirq softirq;
    private final Apic apic;
    private final PerCpu<TimeCell> timerDeadline;
    private final Mode mode;
    private final List<HpetEventChannel> channels = new ArrayList<>();

    /** {@code cpu_bc_channel}: number plus one, 0 for NULL; fixed by wiring unless channels are shared. */
    private final PerCpu<Word> cpuBcChannel;

    private final int minDelta;
    private final int maxDelta;
    private final int twoCounts;
    private final Word nextChannel;
    /** Null where the index is changed by a locked operation. */
    private final SpinLock nextLock;
    /** Only where channels are shared. */
    private final Word cpuOnlineMap;

    private final Procedure hpetNextEvent;
    private final Procedure reprogramHpetEvtChannel;
    private final Procedure findExpired;
    private final Procedure broadcastRound;
    private final Procedure hpetGetChannel;
    private final Procedure hpetBroadcastEnter;
    private final Procedure hpetBroadcastExit;

    /** {@code cnt} of hpet_next_event. */
    private final PerCpu<TimeCell> cnt;
    /** {@code expire} of reprogram_hpet_evt_channel. */
    private final PerCpu<TimeCell> expire;
    /** {@code now} of reprogram_hpet_evt_channel. */
    private final PerCpu<TimeCell> now;
    /** {@code now} of handle_hpet_broadcast. */
    private final PerCpu<TimeCell> handlerNow;
    /** {@code next_event} of handle_hpet_broadcast. */
    private final PerCpu<TimeCell> nextEvent;

    /**
     * @param sharedChannels how many channels there are in mode MSI_SHARED, less than CPUs
     */
    public HpetBroadcast(Machine machine, Softirq softirq, Apic apic, Timers timers, Mode mode, int sharedChannels) {
        this(machine, softirq, apic, timers.timerDeadline(), mode, sharedChannels, HpetEventChannel.Locking.COARSE);
    }

    /**
     * For versions that need not be wired to timers.
     *
     * @param timerDeadline when each CPU's timer hardware is to interrupt, as {@link Timers#timerDeadline()}
     */
    protected HpetBroadcast(
            Machine machine,
            Softirq softirq,
            Apic apic,
            PerCpu<TimeCell> timerDeadline,
            Mode mode,
            int sharedChannels,
            HpetEventChannel.Locking locking) {
        this(machine, softirq, apic, timerDeadline, mode, sharedChannels, locking, null);
    }

    /** For versions whose channels interrupt in a way of their own; null for the usual one. */
    protected HpetBroadcast(
            Machine machine,
            Softirq softirq,
            Apic apic,
            PerCpu<TimeCell> timerDeadline,
            Mode mode,
            int sharedChannels,
            HpetEventChannel.Locking locking,
            Interrupts interrupts) {
        this.machine = machine;
        this.softirq = softirq;
        this.apic = apic;
        this.timerDeadline = timerDeadline;
        this.mode = mode;
        minDelta = machine.clock().microsecs(MIN_DELTA_US);
        maxDelta = machine.clock().millisecs(MAX_DELTA_MS);
        twoCounts = machine.clock().ticks(TWO_COUNTS_NS);
        boolean shared = mode == Mode.MSI_SHARED;

        hpetNextEvent = machine.function("hpet_next_event", this::hpetNextEvent);
        cnt = hpetNextEvent.timeVariable("cnt");
        reprogramHpetEvtChannel = machine.function("reprogram_hpet_evt_channel", this::reprogramHpetEvtChannel);
        expire = reprogramHpetEvtChannel.timeVariable("expire");
        now = reprogramHpetEvtChannel.timeVariable("now");
        findExpired = machine.function("find expired events", this::findExpired);
        broadcastRound = machine.function("handle_hpet_broadcast", this::broadcastRound);
        handlerNow = broadcastRound.timeVariable("now");
        nextEvent = broadcastRound.timeVariable("next_event");
        List.of(cnt, now, handlerNow).forEach(variable -> variable.all().forEach(TimeCell::sampleOfNow));
        hpetGetChannel = machine.function("hpet_get_channel", this::hpetGetChannel);
        hpetBroadcastEnter = machine.procedure("hpet_broadcast_enter", this::enter);
        hpetBroadcastExit = machine.procedure("hpet_broadcast_exit", this::exit);

        int count = mode == Mode.MSI_PRIVATE ? machine.cpuCount() : shared ? sharedChannels : 1;
        for (int number = 0; number < count; number++) {
            wire(number, count == 1 ? "HPET" : "HPET" + number, shared, locking, interrupts);
        }
        cpuBcChannel = shared
                ? machine.perCpu(cpu -> machine.word(
                                "cpu_bc_channel[" + cpu + "]", count, interrupts == null && cpu < count ? cpu + 1 : 0)
                        .ownedBy(cpu))
                : null;
        nextChannel = shared ? machine.word("next_channel", count - 1, 0).wrapping() : null;
        nextLock = shared && locking == HpetEventChannel.Locking.COARSE ? machine.lock("next_lock") : null;
        cpuOnlineMap = shared ? softirq.smp().cpuOnlineMap() : null;
    }

    private void wire(
            int number, String name, boolean shared, HpetEventChannel.Locking locking, Interrupts interrupts) {
        // At first bound to the CPU with the channel's number; by now to CPU0, as nobody has asked for it yet.
        int boundTo = interrupts == null ? number : 0;
        HpetEventChannel ch = new HpetEventChannel(machine, number, boundTo, name, shared, locking);
        channels.add(ch);
        Runnable handler = () -> handleHpetBroadcast(ch);
        if (interrupts != null) {
            ch.wire(interrupts.wire(ch, name, handler));
            return;
        }
        // The channel of legacy mode is number 0, and so is the CPU that its interrupt goes to.
        boolean fixed = mode == Mode.LEGACY || mode == Mode.MSI_PRIVATE;
        Irq irq = fixed ? new Irq(machine, name, number, handler) : new Irq(machine, name, handler);
        HpetComparator.Routing routing =
                fixed ? (state, cpu) -> cpu == number : shared ? ch::reaches : (state, cpu) -> true;
        ch.wire(new HpetComparator(machine, name, routing, irq.vector()));
    }

    // The functions of hpet.c, in its order.

    @XenSource(value = "hpet_next_event", file = FILE)
    private int hpetNextEvent(int channel, int delta) {
        HpetEventChannel ch = channels.get(channel);
        boolean flags = machine.cpu().saveInterrupts();
        cnt.own().sampleNow();
        ch.comparator().match().copyFrom(cnt.own(), delta);
        int elapsed = -cnt.own().minusNow();
        machine.cpu().restoreInterrupts(flags);
        return mayHaveMissed(elapsed, delta) ? 1 : 0;
    }

    /** Whether the deadline is two counts of the HPET away, or less. */
    @XenSource(value = "hpet_next_event", file = FILE)
    protected boolean mayHaveMissed(int elapsed, int delta) {
        return elapsed + twoCounts > delta;
    }

    /** The caller has stored {@code expire} and {@code now} in this procedure's variables; 0 is success. */
    @XenSource(value = "reprogram_hpet_evt_channel", file = FILE)
    private int reprogramHpetEvtChannel(int channel, int force) {
        HpetEventChannel ch = channels.get(channel);
        if (isDisabled()) {
            return 0;
        }
        int delta = expire.own().minus(now.own());
        // The clock may go on now: nothing below depends on the sample.
        now.own().set(Instant.zero());
        if (delta <= 0 && force == 0) {
            return 1;
        }
        ch.nextEvent.copyFrom(expire.own());
        if (delta == Integer.MAX_VALUE) {
            // Xen writes 0 and assumes that the counter takes long to get there; here it never does.
            ch.comparator().match().set(Instant.never());
            return 0;
        }
        delta = Math.max(Math.min(delta, maxDelta), minDelta);
        int ret = hpetNextEvent.call(channel, delta);
        while (ret != 0 && force != 0) {
            delta += delta;
            ret = hpetNextEvent.call(channel, delta);
        }
        return ret;
    }

    /** Whether the channel is out of use, so that nothing is programmed; never, where nobody asks for the RTC. */
    protected boolean isDisabled() {
        return false;
    }

    private int reprogramHpetEvtChannel(HpetEventChannel ch, boolean force) {
        return reprogramHpetEvtChannel.call(ch.number, force ? 1 : 0);
    }

    @XenSource(value = "evt_do_broadcast", file = FILE)
    protected void evtDoBroadcast(int expired) {
        int mask = expired;
        int cpu = machine.smpProcessorId();
        if ((mask >>> cpu & 1) != 0) {
            mask &= ~(1 << cpu);
            softirq.raiseSoftirq(Softirq.TIMER);
        }
        if (mask != 0) {
            softirq.cpumaskRaiseSoftirq(mask, Softirq.TIMER);
        }
    }

    @XenSource(value = "handle_hpet_broadcast", file = FILE)
    protected void handleHpetBroadcast(HpetEventChannel ch) {
        ch.lock().lockIrq();
        broadcast(ch);
        ch.lock().unlockIrq();
    }

    /** What the handler does under the channel's lock. */
    protected final void broadcast(HpetEventChannel ch) {
        broadcastRound.repeat(ch.number);
    }

    /** From {@code again:} to the jump back to it. */
    @XenSource(value = "handle_hpet_broadcast", file = FILE)
    private int broadcastRound(int channel) {
        HpetEventChannel ch = channels.get(channel);
        ch.nextEvent.set(Instant.never());
        nextEvent.own().set(Instant.never());
        handlerNow.own().sampleNow();
        // The set of expired CPUs is all that is remembered of the scan.
        evtDoBroadcast(findExpired.call(channel));
        if (nextEvent.own().isNever()) {
            return Procedure.STOP;
        }
        return rearm(ch) ? Procedure.STOP : Procedure.AGAIN;
    }

    /** Sets the comparator for the next deadline; false if that is over already. */
    @XenSource(value = "handle_hpet_broadcast", file = FILE)
    protected boolean rearm(HpetEventChannel ch) {
        return reprogram(ch, nextEvent.own(), handlerNow.own());
    }

    /** The scan of the sleeping CPUs; each deadline is read as often as in C. */
    @XenSource(value = "handle_hpet_broadcast", file = FILE)
    private int findExpired(int channel) {
        int cpumask = channels.get(channel).cpumask.load();
        int mask = 0;
        for (int cpu = 0; cpu < machine.cpuCount(); cpu++) {
            if ((cpumask >>> cpu & 1) == 0) {
                continue;
            }
            TimeCell deadline = timerDeadline.of(cpu);
            if (deadline.isAtOrBefore(handlerNow.own())) {
                mask |= 1 << cpu;
            } else if (deadline.isBefore(nextEvent.own())) {
                nextEvent.own().copyFrom(deadline);
            }
        }
        return mask;
    }

    /** The data register, written before, always gets the channel's vector. */
    @XenSource(value = "hpet_msi_write", file = FILE)
    private static void hpetMsiWrite(HpetEventChannel ch, int dest) {
        ch.msiAddress.store(dest);
    }

    /** Has the channel's interrupt go to one of a mask's CPUs or, if none of them is online, to any that is. */
    @XenSource(value = "hpet_msi_set_affinity", file = FILE)
    private void hpetMsiSetAffinity(HpetEventChannel ch, int mask) {
        boolean isOnline = (mask & cpuOnlineMap.load()) != 0;
        hpetMsiWrite(ch, isOnline ? mask : cpuOnlineMap.load());
    }

    @XenSource(value = "hpet_get_channel", file = FILE)
    private int hpetGetChannel(int cpu) {
        int used = channels.size();
        int next = nextChannel(nextChannel);
        for (int i = next; i < next + used; i++) {
            HpetEventChannel ch = channels.get(i % used);
            if (claim(cpu, ch)) {
                return ch.number;
            }
        }
        HpetEventChannel ch = channels.get(next);
        claim(cpu, ch);
        return ch.number;
    }

    /** Makes the CPU the owner of a channel that nobody uses; false if somebody does. */
    @XenSource(value = "hpet_get_channel", file = FILE)
    protected boolean claim(int cpu, HpetEventChannel ch) {
        if (ch.flags.testAndSetBit(HpetEventChannel.HPET_EVT_USED_BIT)) {
            return false;
        }
        ch.cpu.store(cpu + 1);
        return true;
    }

    /** Where to look for a channel first: each time one further. */
    @XenSource(value = "hpet_get_channel", file = FILE)
    protected int nextChannel(Word nextChannel) {
        nextLock.lock();
        int next = (nextChannel.load() + 1) % channels.size();
        nextChannel.store(next);
        nextLock.unlock();
        return next;
    }

    @XenSource(value = "hpet_attach_channel_share", file = FILE)
    private void hpetAttachChannelShare(int cpu, HpetEventChannel ch) {
        cpuBcChannel.own().store(ch.number + 1);
        if (!ch.flags.testAndSetBit(HpetEventChannel.HPET_EVT_USED_BIT)) {
            ch.cpu.store(cpu + 1);
        }
        if (ch.cpu.load() != cpu + 1) {
            return;
        }
        hpetMsiSetAffinity(ch, 1 << ch.cpu.load() - 1);
    }

    @XenSource(value = "hpet_detach_channel_share", file = FILE)
    private void hpetDetachChannelShare(int cpu, HpetEventChannel ch) {
        cpuBcChannel.own().store(0);
        if (ch.cpu.load() != cpu + 1) {
            return;
        }
        int sleeping = ch.cpumask.load();
        if (sleeping == 0) {
            ch.cpu.store(HpetEventChannel.NOBODY);
            ch.flags.clearBit(HpetEventChannel.HPET_EVT_USED_BIT);
            return;
        }
        ch.cpu.store(Cpumask.first(sleeping) + 1);
        hpetMsiSetAffinity(ch, 1 << ch.cpu.load() - 1);
    }

    /** Whether CPUs have no channel of their own, but are given one. */
    protected final boolean isShared() {
        return mode == Mode.MSI_SHARED;
    }

    protected final HpetEventChannel channel(int number) {
        return channels.get(number);
    }

    /** Finds a CPU that has no channel one, which others may use as well. */
    protected final HpetEventChannel hpetGetChannelFor(int cpu) {
        return channels.get(hpetGetChannel.call(cpu));
    }

    /** Sets or clears the executing CPU's channel. */
    protected final void setCpuBcChannel(HpetEventChannel ch) {
        cpuBcChannel.own().store(ch == null ? 0 : ch.number + 1);
    }

    /**
     * Sets the comparator for an event, by a sample of now, which nobody reads again; false if the event is over already.
     * The lock is held.
     */
    protected final boolean reprogram(HpetEventChannel ch, TimeCell event, TimeCell sample) {
        expire.own().copyFrom(event);
        now.own().copyFrom(sample);
        sample.set(Instant.zero());
        return reprogramHpetEvtChannel(ch, false) == 0;
    }

    /** Sets the comparator for the executing CPU's deadline, or soon if that is over. The lock is held. */
    protected final void reprogramForOwnDeadline(HpetEventChannel ch) {
        expire.own().copyFrom(timerDeadline.own());
        now.own().sampleNow();
        reprogramHpetEvtChannel(ch, true);
    }

    /** The executing CPU's channel, or null. */
    protected final HpetEventChannel cpuBcChannel(int cpu) {
        if (mode != Mode.MSI_SHARED) {
            return channels.get(mode == Mode.MSI_PRIVATE ? cpu : 0);
        }
        int number = cpuBcChannel.own().load();
        return number == 0 ? null : channels.get(number - 1);
    }

    @XenSource(value = "hpet_broadcast_enter", file = FILE)
    protected void enter() {
        int cpu = machine.smpProcessorId();
        HpetEventChannel ch = cpuBcChannel(cpu);
        if (ch == null) {
            ch = hpetGetChannelFor(cpu);
        }
        ch.lock.lock();
        if (isShared()) {
            hpetAttachChannelShare(cpu, ch);
        }
        apic.disableApicTimer();
        ch.cpumask.setBit(cpu);
        if (timerDeadline.own().isBefore(ch.nextEvent)) {
            reprogramForOwnDeadline(ch);
        }
        ch.lock.unlock();
    }

    @XenSource(value = "hpet_broadcast_exit", file = FILE)
    protected void exit() {
        int cpu = machine.smpProcessorId();
        HpetEventChannel ch = cpuBcChannel(cpu);
        machine.bugOn(ch == null, "hpet_broadcast_exit: the CPU has no channel");
        ch.lock.lockIrq();
        if (ch.cpumask.testAndClearBit(cpu)) {
            apic.reprogramTimerOff();
            apic.enableApicTimer();
            if (!apic.reprogramTimer(timerDeadline.own())) {
                deadlineHasPassed();
            }
            if (ch.cpumask.load() == 0 && !ch.nextEvent.isNever()) {
                expire.own().set(Instant.never());
                now.own().set(Instant.zero());
                reprogramHpetEvtChannel(ch, false);
            }
        }
        if (mode == Mode.MSI_SHARED) {
            hpetDetachChannelShare(cpu, ch);
        }
        ch.lock.unlockIrq();
    }

    /** The CPU leaves the broadcast, and its deadline is over. */
    @XenSource(value = "hpet_broadcast_exit", file = FILE)
    protected void deadlineHasPassed() {
        softirq.raiseSoftirq(Softirq.TIMER);
    }

    @Override
    @XenSource(value = "hpet_broadcast_enter", file = FILE)
    public void lapicTimerOff() {
        hpetBroadcastEnter.call();
    }

    @Override
    @XenSource(value = "hpet_broadcast_exit", file = FILE)
    public void lapicTimerOn() {
        hpetBroadcastExit.call();
    }
}
