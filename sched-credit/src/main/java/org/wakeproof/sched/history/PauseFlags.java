// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched.history;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Word;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.Softirq;

/**
 * The pause flags of one vCPU as of May 2020: it blocks, an event unblocks it, and credit2 marks it for migration.
 *
 * <p>Left out: where it migrates to, and the run queue's lock, which only the migration takes.
 */
public class PauseFlags {
    private static final String CORE = "xen/common/sched/core.c";
    private static final String PRIVATE = "xen/common/sched/private.h";
    private static final String COMMIT = "e0d92d9bd7";
    private static final String[] NAMES = {"0", "_VPF_blocked", "_VPF_migrating", "_VPF_blocked|_VPF_migrating"};
    private static final int BLOCKED = 0;
    private static final int MIGRATING = 1;

    private final Softirq softirq;
    private final int processor;
    private final Word pauseFlags;
    private final Word upcallPending;
    private final Word isRunning;

    /**
     * Makes the vCPU.
     *
     * @param processor the CPU that runs it
     */
    public PauseFlags(Machine machine, Softirq softirq, int processor) {
        this.softirq = softirq;
        this.processor = processor;
        this.pauseFlags = machine.word("v.pause_flags", NAMES.length - 1, 0).shownAs(value -> NAMES[value]);
        this.isRunning = machine.word("v.is_running", 1, 1).ownedBy(processor).notable();
        this.upcallPending = machine.word("v.evtchn_upcall_pending", 1, 0);
    }

    /** Why it cannot run. */
    public final Word pauseFlags() {
        return pauseFlags;
    }

    /** Whether it has an event. */
    public final Word upcallPending() {
        return upcallPending;
    }

    /** Whether the flags, as a value, say that it is blocked. */
    public static boolean isBlocked(int flags) {
        return (flags >>> BLOCKED & 1) != 0;
    }

    /** Whether the flags, as a value, say that it is to migrate. */
    public static boolean isMigrating(int flags) {
        return (flags >>> MIGRATING & 1) != 0;
    }

    /** The running vCPU waits for an event. */
    @XenSource(value = "vcpu_block", file = CORE, commit = COMMIT)
    public final void vcpuBlock() {
        pauseFlags.setBit(BLOCKED);
        if (upcallPending.load() != 0) {
            pauseFlags.clearBit(BLOCKED);
        } else {
            softirq.raiseSoftirq(Softirq.SCHEDULE);
        }
    }

    /** An event for it. */
    @XenSource(value = "vcpu_mark_events_pending", file = "xen/arch/x86/domain.c", commit = COMMIT)
    public final void sendEvent() {
        upcallPending.store(1);
        if (pauseFlags.testAndClearBit(BLOCKED)) {
            vcpuWake();
        }
    }

    @XenSource(value = "vcpu_wake", file = CORE, commit = COMMIT)
    private void vcpuWake() {
        if (pauseFlags.load() == 0) {
            softirq.cpuRaiseSoftirq(processor, Softirq.SCHEDULE);
        }
    }

    /** Another CPU, which balances load, wants it elsewhere. */
    @XenSource(value = "migrate", file = "xen/common/sched/credit2.c", commit = COMMIT)
    public final void migrate() {
        setPauseFlag(MIGRATING);
        tellProcessor(processor);
    }

    /** The CPU that runs it is to schedule soon. */
    protected void tellProcessor(int cpu) {
        softirq.cpuRaiseSoftirq(cpu, Softirq.SCHEDULE);
    }

    /** Whether its CPU runs it. */
    public final boolean isRunning() {
        return isRunning.load() != 0;
    }

    /** Its CPU schedules: it does not run any more if it must not, and migrates if it is to. */
    @XenSource(value = "schedule", file = CORE, commit = COMMIT)
    public final void schedule() {
        isRunning.store(pauseFlags.load() == 0 ? 1 : 0);
        contextSaved();
    }

    @XenSource(value = "vcpu_migrate_finish", file = CORE, commit = COMMIT)
    private void contextSaved() {
        if (isMigrating(pauseFlags.load())) {
            clearPauseFlag(MIGRATING);
            vcpuWake();
        }
    }

    @XenSource(value = "sched_set_pause_flags", file = PRIVATE, commit = COMMIT)
    protected void setPauseFlag(int bit) {
        pauseFlags.setBit(bit);
    }

    @XenSource(value = "sched_clear_pause_flags", file = PRIVATE, commit = COMMIT)
    protected void clearPauseFlag(int bit) {
        pauseFlags.clearBit(bit);
    }
}
