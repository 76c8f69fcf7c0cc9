// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.idle;

import java.util.EnumSet;
import java.util.List;
import org.wakeproof.prove.logic.CpuVariable;
import org.wakeproof.prove.logic.Debt;
import org.wakeproof.prove.logic.Flag;
import org.wakeproof.prove.logic.GlobalFlag;
import org.wakeproof.prove.logic.Local;
import org.wakeproof.prove.logic.Moment;
import org.wakeproof.prove.logic.Plain;
import org.wakeproof.prove.logic.Program;
import org.wakeproof.prove.logic.Variable;

/** The variables of the idle path, under Xen's names where it has one. */
public final class Cells {
    // Of each CPU.
    public static final Program<Main> MAIN = new Program<>("main program", Main.class);
    public static final Program<Handler> HANDLER = new Program<>("broadcast handler", Handler.class);
    public static final Program<Top> TOP = new Program<>("interrupt on top", Top.class);
    /** The bit TIMER of softirq_pending. */
    public static final Flag TIMER = new Flag("TIMER pending");
    /** All its other bits together: set if one of them is. */
    public static final Flag OTHERS = new Flag("another softirq pending");
    /** An event check is pending in the IRR, or any interrupt but the two below. */
    public static final Flag EVENT_CHECK = new Flag("event check in the IRR");

    public static final Flag LOCAL_TIMER = new Flag("local timer in the IRR");
    /** The interrupt of the HPET, or of the PIT, whichever wakes CPUs whose LAPIC timer stands still. */
    public static final Flag HPET = new Flag("broadcast interrupt in the IRR");
    /** The LAPIC timer counts. */
    public static final Flag COUNTING = new Flag("LAPIC timer counts");

    public static final Flag LVTT_MASKED = new Flag("LAPIC timer masked");
    /** The CPU's bit in pit_broadcast_mask. */
    public static final Flag PIT_MASK = new Flag("in pit_broadcast_mask");
    /** The PIT's handler that runs has read that the CPU is in the mask, and has not raised TIMER yet. */
    public static final Flag PIT_READ = new Flag("read from the mask");
    /** The CPU's bit in the channel's cpumask. */
    public static final Flag CPUMASK = new Flag("in cpumask");
    /** The handler that runs has looked at the CPU. */
    public static final Flag SCANNED = new Flag("scanned");
    /** The handler that runs has found its deadline over, and has not raised TIMER yet. */
    public static final Flag EXPIRED = new Flag("found expired");
    /** The handler that runs has flipped its TIMER bit, and owes it an IPI. */
    public static final Flag RAISED = new Flag("raised by the handler, IPI owed");
    /** The CPU has changed its own first timer, interrupts off, and is to raise TIMER. */
    public static final Flag CHANGED_FIRST = new Flag("own first timer changed, TIMER to be raised");

    /** Where a CPU is in mwait_idle_with_hints. */
    public static final Program<Mwait> MWAIT = new Program<>("mwait", Mwait.class);

    /** The CPU's bit in cpuidle_mwait_flags. */
    public static final Flag MWAIT_FLAG = new Flag("in cpuidle_mwait_flags");
    /** The CPU, whose handler runs, has read cpuidle_mwait_flags. */
    public static final Flag FLAGS_READ = new Flag("has read cpuidle_mwait_flags");
    /** The CPU, whose handler runs, has read them a first time, and does so once more. */
    public static final Flag READ_ONCE = new Flag("has read cpuidle_mwait_flags once");
    /** The handler that runs is to wake the CPU by a store. */
    public static final Flag TO_STORE = new Flag("to be woken by a store");

    public static final Flag IN_MWAIT = new Flag("in_mwait");
    /** The CPU's monitor has seen a store since it was armed. */
    public static final Flag STORED = new Flag("store seen by the monitor");
    /** A store of timer_deadline is in the CPU's store buffer. */
    public static final Flag DEADLINE_BUFFERED = new Flag("timer_deadline in the store buffer");
    /** in_mwait = 1 is in the CPU's store buffer. */
    public static final Flag SET_BUFFERED = new Flag("in_mwait = 1 in the store buffer");
    /** in_mwait = 0 is in the CPU's store buffer. */
    public static final Flag CLEAR_BUFFERED = new Flag("in_mwait = 0 in the store buffer");
    /** The CPU is no longer in cpu_online_map. */
    public static final Flag OFFLINE = new Flag("offline");
    /** __cpu_disable has masked the CPU's LAPIC timer, and serves interrupts before it leaves cpu_online_map. */
    public static final Flag STOPPING = new Flag("leaving cpu_online_map");
    /** The CPU runs the idle handler, behind the test of cpu_online_map at the top of idle_loop. */
    public static final Flag IDLE_HANDLER = new Flag("in the idle handler");

    public static final Flag TICKER = new Flag("ticker active");
    public static final Moment.Own TIMER_DEADLINE = new Moment.Own("timer_deadline");
    /** What other CPUs see of timer_deadline where stores are buffered. */
    public static final Moment.Own DEADLINE_IN_MEMORY = new Moment.Own("timer_deadline in memory");
    /** The time by which the CPU's first timer is to have run (its expires_end), 0 if there is none. */
    public static final Moment.Own FIRST_TIMER = new Moment.Own("first timer");

    // Raisers.
    /** Has flipped a bit from 0 to 1, and owes an IPI. */
    public static final Debt IPI = new Debt("IPI owed");
    /** Has changed a CPU's first timer from elsewhere, timers.lock held, and is to raise TIMER on it. */
    public static final Debt TIMER_RAISE = new Debt("first timer changed by another CPU, TIMER to be raised");

    /** Has flipped a bit from 0 to 1 in a batch, and owes an IPI at its end if anything is pending by then. */
    public static final Debt NOTED = new Debt("noted in a batch, IPI owed at its end");

    /** Has seen in_mwait set, and is to set a softirq bit without an IPI. */
    public static final Debt SAW_MWAIT = new Debt("in_mwait seen, bit to be set");

    // Once.
    public static final GlobalFlag CHANNEL_LOCKED = new GlobalFlag("ch->lock held");
    public static final CpuVariable CHANNEL_HOLDER = new CpuVariable("holder of ch->lock", CHANNEL_LOCKED);
    public static final GlobalFlag DESCRIPTOR_LOCKED = new GlobalFlag("desc->lock held");
    public static final CpuVariable DESCRIPTOR_HOLDER = new CpuVariable("holder of desc->lock", DESCRIPTOR_LOCKED);
    public static final GlobalFlag IRQ_PENDING = new GlobalFlag("IRQ_PENDING");
    public static final GlobalFlag IRQ_INPROGRESS = new GlobalFlag("IRQ_INPROGRESS");
    public static final CpuVariable IN_PROGRESS = new CpuVariable("CPU of IRQ_INPROGRESS", IRQ_INPROGRESS);
    /** next_event is not STIME_MAX. */
    public static final GlobalFlag EVENT_SET = new GlobalFlag("next_event set");

    public static final Moment.Global NEXT_EVENT = new Moment.Global("next_event");
    /** HPET_EVT_USED of the channel. */
    public static final GlobalFlag USED = new GlobalFlag("HPET_EVT_USED");
    /** ch->cpu is -1; at first it is some CPU that does not use the channel. */
    public static final GlobalFlag NOBODY = new GlobalFlag("ch->cpu is -1");
    /** ch->cpu has been written since the machine started, and is not -1. */
    public static final GlobalFlag OWNED = new GlobalFlag("ch->cpu written");

    public static final CpuVariable OWNER = new CpuVariable("ch->cpu", OWNED);
    /** The MSI has been routed to a CPU since the machine started. */
    public static final GlobalFlag ROUTED = new GlobalFlag("MSI routed");

    /** The CPU that the MSI goes to, which is left open at first. */
    public static final CpuVariable TARGET = new CpuVariable("target of the MSI", ROUTED);
    /** The channel is masked. */
    public static final GlobalFlag CHANNEL_MASKED = new GlobalFlag("channel masked");
    /** The comparator will match. */
    public static final GlobalFlag ARMED = new GlobalFlag("comparator armed");
    /** The comparator has matched, and its interrupt has not arrived at a CPU. */
    public static final GlobalFlag SIGNALLED = new GlobalFlag("HPET signalled");
    /** The handler's local next_event is not STIME_MAX. */
    public static final GlobalFlag LEFT_SET = new GlobalFlag("handler's next_event set");

    public static final Moment.Global LEFT = new Moment.Global("handler's next_event");
    public static final Moment.Global HANDLER_NOW = new Moment.Global("handler's now");
    public static final Moment.Global NOW = new Moment.Global("the clock");

    static final List<Variable> ALL = List.of(
            MAIN,
            HANDLER,
            TOP,
            TIMER,
            OTHERS,
            EVENT_CHECK,
            LOCAL_TIMER,
            HPET,
            COUNTING,
            LVTT_MASKED,
            CPUMASK,
            SCANNED,
            EXPIRED,
            RAISED,
            CHANGED_FIRST,
            TICKER,
            TIMER_DEADLINE,
            FIRST_TIMER,
            IPI,
            TIMER_RAISE,
            CHANNEL_LOCKED,
            CHANNEL_HOLDER,
            DESCRIPTOR_LOCKED,
            DESCRIPTOR_HOLDER,
            IRQ_PENDING,
            IRQ_INPROGRESS,
            IN_PROGRESS,
            EVENT_SET,
            NEXT_EVENT,
            ARMED,
            SIGNALLED,
            LEFT_SET,
            LEFT,
            HANDLER_NOW,
            NOW);

    /** Those of a machine without a HPET. */
    static final List<Variable> OF_PIT = List.of(
            MAIN,
            HANDLER,
            TOP,
            TIMER,
            OTHERS,
            EVENT_CHECK,
            LOCAL_TIMER,
            HPET,
            COUNTING,
            PIT_MASK,
            PIT_READ,
            RAISED,
            CHANGED_FIRST,
            TICKER,
            TIMER_DEADLINE,
            FIRST_TIMER,
            IPI,
            TIMER_RAISE,
            DESCRIPTOR_LOCKED,
            DESCRIPTOR_HOLDER,
            IRQ_PENDING,
            IRQ_INPROGRESS,
            IN_PROGRESS,
            NOW);

    // What is said often.

    /** No interrupt's handler runs on the CPU, and its main program can go on. */
    static final Plain MAIN_RUNS =
            TOP.at(Top.NONE).and(HANDLER.at(Handler.NONE)).and(CHANGED_FIRST.isClear());

    /** Interrupts are on: a function of what runs. */
    static final Plain INTERRUPTIBLE = TOP.at(Top.NONE)
            .and(CHANGED_FIRST.isClear())
            .and(HANDLER.in(Handler.INTERRUPTIBLE).or(HANDLER.at(Handler.NONE).and(MAIN.in(Main.INTERRUPTIBLE))));

    /** Interrupts are on, and the CPU does not sleep. */
    static final Plain INTERRUPTIBLE_AWAKE = INTERRUPTIBLE.and(Plain.not(MAIN.at(Main.HALTED)));

    /** The CPU is to be interrupted, or somebody owes it an IPI: it will look at its softirqs. */
    static final Local TOLD = Local.any(EVENT_CHECK.isSet(), IPI.isOwed(), RAISED.isSet());

    /** A softirq is pending. */
    static final Plain PENDING = TIMER.isSet().or(OTHERS.isSet());

    /** An interrupt is pending in the IRR. */
    static final Plain REQUESTED = EVENT_CHECK.isSet().or(LOCAL_TIMER.isSet()).or(HPET.isSet());

    /** The CPU sleeps by mwait, and its monitor has seen a store. */
    static final Plain WOKEN_BY_STORE =
            MAIN.in(EnumSet.of(Main.C1_ASLEEP, Main.C3_ASLEEP)).and(STORED.isSet());

    private Cells() {}

    /** The main program of the CPU can go on, and is here. */
    static Plain runs(Main place) {
        return MAIN_RUNS.and(MAIN.at(place));
    }

    /** The HPET's handler can go on, and is here. */
    static Plain handles(Handler place) {
        return TOP.at(Top.NONE).and(HANDLER.at(place));
    }
}
