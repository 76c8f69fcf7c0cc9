// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.run;

import org.jspecify.annotations.Nullable;
import org.wakeproof.cpuidle.history.MwaitIdle;
import org.wakeproof.cpuidle.y2026.InMwait2026;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Monitor;
import org.wakeproof.machine.PerCpu;
import org.wakeproof.machine.SleepState;
import org.wakeproof.machine.Word;
import org.wakeproof.review.Xen;
import org.wakeproof.softirq.Softirq;
import org.wakeproof.softirq.Timers;
import org.wakeproof.softirq.history.ElidesInterrupts;
import org.wakeproof.softirq.y2026.Softirq2026;

/**
 * Sleeping in mwait where whoever raises a softirq may send no interrupt: the sleeper says that it needs none, and its
 * monitor has to see the store.
 */
final class MwaitSleepers {
    private final Machine machine;
    private final Word cpuidleMwaitFlags;
    private final MwaitIdle byFlags;
    private final Softirq2026 softirq;
    private final InMwait2026 byInMwait;
    private final PerCpu<Monitor> monitors;

    /** As of 2010 or 2014. */
    private MwaitSleepers(Machine machine, Softirq softirq, Word cpuidleMwaitFlags, Timers timers) {
        this.machine = machine;
        this.softirq = null;
        this.cpuidleMwaitFlags = cpuidleMwaitFlags;
        byInMwait = null;
        byFlags = new MwaitIdle(machine, softirq, cpuidleMwaitFlags, timers == null ? null : timers.timerDeadline());
        monitors = machine.perCpu(byFlags::monitor);
    }

    /** As of today. */
    private MwaitSleepers(Machine machine, Softirq2026 softirq) {
        this.machine = machine;
        this.softirq = softirq;
        cpuidleMwaitFlags = null;
        byFlags = null;
        byInMwait = softirq instanceof IdleStates ? null : new InMwait2026(machine, softirq);
        monitors = softirq instanceof IdleStates states
                ? machine.perCpu(cpu -> machine.monitor(cpu, states.of(cpu)))
                : machine.perCpu(byInMwait::monitor);
        if (softirq instanceof SeesOwnStores seen) {
            seen.by(monitors);
        }
    }

    /** Wires it, by the softirqs where they look who is in mwait; null where everybody is interrupted. */
    static @Nullable MwaitSleepers of(Xen.Elision elision, Machine machine, Softirq softirq, Timers timers) {
        if (softirq instanceof ElidesInterrupts of2014) {
            return new MwaitSleepers(machine, softirq, of2014.cpuidleMwaitFlags(), timers);
        }
        if (softirq instanceof Softirq2026 of2026) {
            return new MwaitSleepers(machine, of2026);
        }
        return elision == Xen.Elision.BROADCAST
                ? new MwaitSleepers(machine, softirq, machine.cpuMask("cpuidle_mwait_flags", 0), timers)
                : null;
    }

    /** Wakes by stores those of a mask that are in mwait; returns those that are left to be interrupted. */
    int cpuidleWakeupMwait(int mask) {
        return byFlags.cpuidleWakeupMwait(mask);
    }

    /** {@code cpuidle_mwait_flags}: a CPU's bit is set, or cleared. */
    void flag(int cpu, boolean isSet) {
        if (cpuidleMwaitFlags != null && isSet) {
            cpuidleMwaitFlags.setBit(cpu);
        } else if (cpuidleMwaitFlags != null) {
            cpuidleMwaitFlags.clearBit(cpu);
        }
    }

    /** {@code in_mwait} of the executing CPU. */
    void inMwait(boolean isSet) {
        if (softirq != null) {
            softirq.inMwait(machine.smpProcessorId()).store(isSet ? 1 : 0);
        }
    }

    /** {@code monitor}, for the line of the executing CPU's pending word, or for another one. */
    void monitor(boolean isOwnLine) {
        if (isOwnLine) {
            monitors.own().arm();
        } else {
            monitors.own().armInVain();
        }
    }

    void mwait(SleepState state) {
        monitors.own().mwait(state);
    }

    void stiMwaitCli(SleepState state) {
        monitors.own().stiMwaitCli(state);
    }

    /**
     * {@code mwait_idle_with_hints} of cpu_idle.c, called from another file.
     *
     * @param state which says whether interrupts that are off end it
     * @param isToBreak whether they are to: those of 2025 and later are enabled otherwise
     */
    void mwaitIdleWithHints(SleepState state, boolean isToBreak) {
        if (byFlags != null) {
            byFlags.mwaitIdleWithHints(state);
        } else {
            byInMwait.mwaitIdleWithHints(state, !isToBreak);
        }
    }
}
