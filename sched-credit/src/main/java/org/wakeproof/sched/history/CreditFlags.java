// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched.history;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Word;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.Softirq;

/**
 * The flags of one vCPU in sched_credit.c as of March 2013: it yields on its CPU, and the accounting parks it from another.
 *
 * <p>Left out: credits (the caller says whether they are overdrawn), the run queue, and the locks that both sides
 * hold, since they are different ones.
 */
public class CreditFlags {
    private static final String FILE = "xen/common/sched_credit.c";
    private static final String COMMIT = "be65075094";
    private static final String[] NAMES = {"0", "PARKED", "YIELD", "PARKED|YIELD"};

    /** Bits of the flags. */
    protected static final int PARKED = 0;

    protected static final int YIELD = 1;

    private final Softirq softirq;
    private final int processor;
    private final Word flags;
    private final Word pauseCount;

    /**
     * Makes the vCPU.
     *
     * @param processor the CPU that runs it
     */
    public CreditFlags(Machine machine, Softirq softirq, int processor) {
        this.softirq = softirq;
        this.processor = processor;
        this.flags = machine.word("v.flags", NAMES.length - 1, 0).shownAs(value -> NAMES[value]);
        this.pauseCount = machine.word("v.pause_count", 2, 0);
    }

    protected final Word flags() {
        return flags;
    }

    public final Word pauseCount() {
        return pauseCount;
    }

    @XenSource(value = "vcpu_runnable", file = "xen/include/xen/sched.h", commit = COMMIT)
    public final boolean vcpuRunnable() {
        return pauseCount.load() == 0;
    }

    /** The running vCPU lets others run. */
    @XenSource(value = "csched_vcpu_yield", file = FILE, commit = COMMIT)
    public final void cschedVcpuYield() {
        setFlag(YIELD);
        softirq.raiseSoftirq(Softirq.SCHEDULE);
    }

    /** It is scheduled out, or goes on. */
    @XenSource(value = "csched_schedule", file = FILE, commit = COMMIT)
    public final void cschedSchedule() {
        clearFlag(YIELD);
    }

    /** The accounting has found its credits below its cap. */
    @XenSource(value = "csched_acct", file = FILE, commit = COMMIT)
    public void park() {
        if (!flags.testAndSetBit(PARKED)) {
            vcpuPauseNosync();
        }
    }

    /** The accounting has found that it has credits. */
    @XenSource(value = "csched_acct", file = FILE, commit = COMMIT)
    public void unpark() {
        if (flags.testAndClearBit(PARKED)) {
            vcpuUnpause();
        }
    }

    /** Called by all that set one. */
    protected void setFlag(int flag) {
        flags.setBit(flag);
    }

    /** Called by all that clear one. */
    protected void clearFlag(int flag) {
        flags.clearBit(flag);
    }

    @XenSource(value = "vcpu_pause_nosync", file = "xen/common/domain.c", commit = COMMIT)
    protected final void vcpuPauseNosync() {
        pauseCount.addReturn(1);
        softirq.cpuRaiseSoftirq(processor, Softirq.SCHEDULE);
    }

    @XenSource(value = "vcpu_unpause", file = "xen/common/domain.c", commit = COMMIT)
    protected final void vcpuUnpause() {
        if (pauseCount.addReturn(-1) == 0) {
            softirq.cpuRaiseSoftirq(processor, Softirq.SCHEDULE);
        }
    }
}
