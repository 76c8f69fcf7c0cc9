// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.softirq;

import java.util.List;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.PerCpu;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.Word;
import org.wakeproof.machine.XenSource;

/**
 * Softirqs: work that is raised from anywhere and done by {@code do_softirq} outside interrupts.
 *
 * <p>Left out: the polling of {@code rcu_pending} in each round of {@code do_softirq}, so nothing
 * raises RCU unless a scenario does. Tasklets, in the same C file, are {@link Tasklets}.
 */
public class Softirq {
    public static final int TIMER = 0;
    public static final int SCHEDULE = 1;
    public static final int NEW_TLBFLUSH_CLOCK_PERIOD = 2;
    public static final int PAGE_SCRUB = 3;
    public static final int RCU = 4;
    public static final int STOPMACHINE = 5;
    public static final int TASKLET = 6;
    public static final int NMI_MCE = 7;
    public static final int TIME_CALIBRATE = 8;
    public static final int VCPU_KICK = 9;
    public static final int MACHINE_CHECK = 10;

    private static final String[] NAMES = {
        "TIMER",
        "SCHEDULE",
        "NEW_TLBFLUSH_CLOCK_PERIOD",
        "PAGE_SCRUB",
        "RCU",
        "STOPMACHINE",
        "TASKLET",
        "NMI_MCE",
        "TIME_CALIBRATE",
        "VCPU_KICK",
        "MACHINE_CHECK"
    };
    /** Those of 2009, by number. */
    protected static final List<String> FIRST_NAMES = List.of(NAMES);

    /** No softirq. */
    public static final int NONE = NAMES.length;

    private final Machine machine;
    private final List<String> names;
    private final PerCpu<Word> pending;
    private final Procedure[] handlers = new Procedure[NAMES.length];
    private final Smp smp;
    private final Procedure nextSoftirq;
    private final Procedure doSoftirqRound;
    private final Procedure cpumaskRaise;
    private final Procedure cpuRaise;

    public Softirq(Machine machine) {
        this(machine, FIRST_NAMES);
    }

    /**
     * With other softirqs than those of 2009.
     *
     * @param names of as many, by number
     */
    protected Softirq(Machine machine, List<String> names) {
        this.machine = machine;
        this.names = names;
        this.pending = machine.perCpu(this::pendingOf);
        this.smp = new Smp(machine);
        this.nextSoftirq = machine.function("next softirq", () -> takeLowest(0));
        this.doSoftirqRound = machine.function("do_softirq", this::round);
        this.cpumaskRaise = machine.function("cpumask_raise_softirq", this::raiseOnMask);
        this.cpuRaise = machine.function("cpu_raise_softirq", this::raiseOnCpu);
    }

    private Word pendingOf(int cpu) {
        return machine.mask("softirq_pending[" + cpu + "]", NONE).shownAs(this::format);
    }

    /** The IPIs that this sends. */
    public Smp smp() {
        return smp;
    }

    /** The softirqs that a CPU has to do, one bit each. */
    public Word softirqPending(int cpu) {
        return pending.of(cpu);
    }

    /** Does the pending softirqs of the executing CPU, the lowest number first, until there are none. */
    @XenSource(value = "do_softirq", file = "xen/common/softirq.c")
    public void doSoftirq() {
        doSoftirqRound.repeat();
    }

    @XenSource(value = "do_softirq", file = "xen/common/softirq.c")
    private int round() {
        int nr = nextSoftirq.call();
        if (nr == NONE) {
            return Procedure.STOP;
        }
        handle(nr);
        return Procedure.AGAIN;
    }

    /** Whether somebody has said what is done for it: nobody may raise it otherwise. */
    public final boolean hasHandler(int nr) {
        return handlers[nr] != null;
    }

    /** Runs the handler of a softirq whose bit has been cleared. */
    @XenSource(value = "do_softirq", file = "xen/common/softirq.c")
    public final void handle(int nr) {
        machine.bugOn(handlers[nr] == null, names.get(nr), "softirq has no handler");
        handlers[nr].call();
        afterHandler(machine.smpProcessorId(), nr);
    }

    /** The bit is cleared before the handler runs, so that a raise meanwhile is kept. */
    @XenSource(value = "do_softirq", file = "xen/common/softirq.c")
    protected void beforeHandler(int cpu, int nr) {
        softirqPending(cpu).clearBit(nr);
    }

    /** Nothing is left to do once the handler has run. */
    protected void afterHandler(int cpu, int nr) {}

    /**
     * Clears the lowest pending bit, but none of those that are to be ignored. To be called by a procedure of its own, so
     * that a round under a handler does not remember what else was pending.
     *
     * @return its number, or {@link #NONE}
     */
    @XenSource(value = "do_softirq", file = "xen/common/softirq.c")
    public final int takeLowest(int ignored) {
        int cpu = machine.smpProcessorId();
        int softirqs = softirqPending(cpu).load() & ~ignored;
        if (softirqs == 0) {
            return NONE;
        }
        int nr = Integer.numberOfTrailingZeros(softirqs);
        beforeHandler(cpu, nr);
        return nr;
    }

    /** Sets what a softirq does; for wiring. */
    @XenSource(value = "open_softirq", file = "xen/common/softirq.c")
    public void openSoftirq(int nr, Runnable handler) {
        if (handlers[nr] != null) {
            throw new IllegalStateException(names.get(nr) + " softirq has a handler already");
        }
        handlers[nr] = machine.procedure(names.get(nr) + " softirq", handler);
    }

    /** Raises a softirq on the CPUs of a mask, and interrupts those on which it was not raised already. */
    @XenSource(value = "cpumask_raise_softirq", file = "xen/include/xen/softirq.h")
    public void cpumaskRaiseSoftirq(int mask, int nr) {
        cpumaskRaise.call(mask, nr);
    }

    @XenSource(value = "cpumask_raise_softirq", file = "xen/include/xen/softirq.h")
    protected int raiseOnMask(int mask, int nr) {
        int raised = mask;
        for (int cpu = 0; cpu < machine.cpuCount(); cpu++) {
            if ((mask >>> cpu & 1) != 0 && softirqPending(cpu).testAndSetBit(nr)) {
                raised &= ~(1 << cpu);
            }
        }
        smp.sendEventCheckMask(raised);
        return 0;
    }

    /** Raises a softirq on a CPU, and interrupts it unless it was raised already. */
    @XenSource(value = "cpu_raise_softirq", file = "xen/include/xen/softirq.h")
    public void cpuRaiseSoftirq(int cpu, int nr) {
        cpuRaise.call(cpu, nr);
    }

    @XenSource(value = "cpu_raise_softirq", file = "xen/include/xen/softirq.h")
    protected int raiseOnCpu(int cpu, int nr) {
        if (!softirqPending(cpu).testAndSetBit(nr)) {
            smp.sendEventCheckCpu(cpu);
        }
        return 0;
    }

    /** Raises a softirq on the executing CPU. */
    @XenSource(value = "raise_softirq", file = "xen/include/xen/softirq.h")
    public void raiseSoftirq(int nr) {
        softirqPending(machine.smpProcessorId()).setBit(nr);
    }

    private String format(int softirqs) {
        if (softirqs == 0) {
            return "0";
        }
        StringBuilder text = new StringBuilder();
        for (int nr = 0; nr < NONE; nr++) {
            if ((softirqs >>> nr & 1) != 0) {
                text.append(text.length() == 0 ? "" : "|").append(names.get(nr));
            }
        }
        return text.toString();
    }
}
