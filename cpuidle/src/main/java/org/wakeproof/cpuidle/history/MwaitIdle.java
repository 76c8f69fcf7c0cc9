// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cpuidle.history;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Monitor;
import org.wakeproof.machine.PerCpu;
import org.wakeproof.machine.SleepState;
import org.wakeproof.machine.TimeCell;
import org.wakeproof.machine.Word;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.Softirq;

/**
 * Sleeping by monitor and mwait as from September 2014 to June 2025: a flag says who sleeps so, and whoever sees it wakes
 * the CPU by a store alone. The byte for wake-ups and the pending word are in one line.
 *
 * <p>Left out: the flush of the line and speculation controls. What the original stores into the byte is 0 always; here
 * it is 1 until it is stored to for the first time, so that one can see that.
 */
public class MwaitIdle {
    private static final String FILE = "xen/arch/x86/acpi/cpu_idle.c";
    private static final String COMMIT = "9a727a813e";

    private final Machine machine;
    private final Softirq softirq;
    private final Word cpuidleMwaitFlags;
    private final PerCpu<TimeCell> timerDeadline;
    private final PerCpu<Word> mwaitWakeup;
    private final PerCpu<Monitor> monitors;

    /** @param timerDeadline null where there is no time */
    public MwaitIdle(Machine machine, Softirq softirq, Word cpuidleMwaitFlags, PerCpu<TimeCell> timerDeadline) {
        this.machine = machine;
        this.softirq = softirq;
        this.cpuidleMwaitFlags = cpuidleMwaitFlags;
        this.timerDeadline = timerDeadline;
        mwaitWakeup = machine.perCpu(cpu -> machine.word("mwait_wakeup[" + cpu + "]", 1, 1));
        monitors = machine.perCpu(cpu -> machine.monitor(cpu, softirq.softirqPending(cpu), mwaitWakeup.of(cpu)));
    }

    protected final Machine machine() {
        return machine;
    }

    protected final Softirq softirq() {
        return softirq;
    }

    protected final Word cpuidleMwaitFlags() {
        return cpuidleMwaitFlags;
    }

    /** What a CPU in mwait is woken by; 0 once it has been stored to. */
    public final Word mwaitWakeup(int cpu) {
        return mwaitWakeup.of(cpu);
    }

    public final Monitor monitor(int cpu) {
        return monitors.of(cpu);
    }

    /** Wakes the CPUs of a mask that are in mwait, by stores; returns those that are left to be interrupted. */
    @XenSource(value = "cpuidle_wakeup_mwait", file = FILE, commit = COMMIT)
    public int cpuidleWakeupMwait(int mask) {
        int target = mask & cpuidleMwaitFlags.load();
        for (int cpu = 0; cpu < machine.cpuCount(); cpu++) {
            if ((target >>> cpu & 1) != 0) {
                wake(cpu);
            }
        }
        return mask & ~woken(target);
    }

    protected void wake(int cpu) {
        mwaitWakeup.of(cpu).store(0);
    }

    /** Those that have been woken: by the one look at the flags. */
    @XenSource(value = "cpuidle_wakeup_mwait", file = FILE, commit = COMMIT)
    protected int woken(int target) {
        return target;
    }

    @XenSource(value = "mwait_idle_with_hints", file = FILE, commit = COMMIT)
    public void mwaitIdleWithHints(SleepState state) {
        int cpu = machine.smpProcessorId();
        armMonitor();
        machine.fence();
        if (mayWait()) {
            cpuidleMwaitFlags.setBit(cpu);
            beforeMwait();
            monitors.own().mwait(state);
            cpuidleMwaitFlags.clearBit(cpu);
        }
        afterMwait();
    }

    protected void armMonitor() {
        monitors.own().arm();
    }

    /** Nothing is left to do. */
    protected void beforeMwait() {}

    @XenSource(value = "mwait_idle_with_hints", file = FILE, commit = COMMIT)
    protected boolean mayWait() {
        return !isExpired() && softirq.softirqPending(machine.smpProcessorId()).load() == 0;
    }

    /** A store into the byte says that the deadline is over; so the CPU looks itself. */
    @XenSource(value = "mwait_idle_with_hints", file = FILE, commit = COMMIT)
    protected void afterMwait() {
        if (isExpired()) {
            softirq.raiseSoftirq(Softirq.TIMER);
        }
    }

    /** {@code expires > 0 && expires <= NOW()}, for the executing CPU. */
    protected boolean isExpired() {
        if (timerDeadline == null) {
            return false;
        }
        int left = timerDeadline.own().minusNow();
        return left != Integer.MIN_VALUE && left <= 0;
    }
}
