// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.PerCpu;
import org.wakeproof.machine.SpinLock;
import org.wakeproof.machine.Word;

/**
 * A vCPU ({@code struct vcpu}) with its part of the shared page ({@code vcpu_info}).
 *
 * <p>Left out: {@code last_run_time}, since no vCPU is ever cache-hot with the default migration delay of 0;
 * {@code affinity_locked}; how long it was in which runstate; and which CPU holds its registers.
 */
public final class Vcpu {
    /** Bits of {@link #pauseFlags()}. */
    public static final int VPF_BLOCKED = 0;

    public static final int VPF_DOWN = 1;
    public static final int VPF_BLOCKED_IN_XEN = 2;
    public static final int VPF_MIGRATING = 3;

    /** Values of {@link #runstate()}. */
    public static final int RUNSTATE_RUNNING = 0;

    public static final int RUNSTATE_RUNNABLE = 1;
    public static final int RUNSTATE_BLOCKED = 2;
    public static final int RUNSTATE_OFFLINE = 3;

    private static final String[] FLAGS = {"_VPF_blocked", "_VPF_down", "_VPF_blocked_in_xen", "_VPF_migrating"};
    private static final String[] RUNSTATES = {"running", "runnable", "blocked", "offline"};

    private final int number;
    private final int id;
    private final String name;
    private final Domain domain;
    private final int processorAtStart;
    private final int affinityAtStart;
    private final Start start;
    private final Word processor;
    private final Word pauseFlags;
    private final Word pauseCount;
    private final Word isRunning;
    private final Word runstate;
    private final Word cpuAffinity;
    private final Word pollEvtchn;
    private final Word evtchnUpcallPending;
    private final Word evtchnUpcallMask;
    private final Word evtchnPendingSel;

    /** How a vCPU is when the system starts. */
    public enum Start {
        /** A CPU runs it. */
        RUNNING,
        /** It waits in its CPU's run queue. */
        RUNNABLE,
        /** It is blocked. */
        BLOCKED
    }

    /**
     * What a vCPU of a guest is like.
     *
     * @param processor the CPU whose run queue it belongs to
     * @param affinity the CPUs that it may run on, one bit each
     * @param start how it is when the system starts
     * @param moves whether its affinity may change
     * @param pauses how often it may be paused at once
     */
    public record Shape(int processor, int affinity, Start start, boolean moves, int pauses) {
        /** A vCPU whose affinity is fixed, and that nobody pauses. */
        public static Shape on(int processor, int affinity, Start start) {
            return new Shape(processor, affinity, start, false, 0);
        }
    }

    /** An idle vCPU: pinned, never paused, and nobody's business but its CPU's. */
    Vcpu(Machine machine, int cpu, boolean runs) {
        this.number = cpu;
        this.id = cpu;
        this.name = "idle" + cpu;
        this.domain = null;
        this.processorAtStart = cpu;
        this.affinityAtStart = 1 << cpu;
        this.start = runs ? Start.RUNNING : Start.RUNNABLE;
        this.processor = machine.word(name + ".processor", cpu, cpu).readOnly();
        this.pauseFlags = machine.word(name + ".pause_flags", 0, 0).readOnly();
        this.pauseCount = machine.word(name + ".pause_count", 0, 0).readOnly();
        this.isRunning = machine.word(name + ".is_running", 1, runs ? 1 : 0).ownedBy(cpu);
        this.runstate = machine.word(name + ".runstate", RUNSTATE_RUNNABLE, runs ? RUNSTATE_RUNNING : RUNSTATE_RUNNABLE)
                .ownedBy(cpu)
                .shownAs(value -> RUNSTATES[value]);
        this.cpuAffinity =
                machine.word(name + ".cpu_affinity", 1 << cpu, 1 << cpu).readOnly();
        this.pollEvtchn = null;
        this.evtchnUpcallPending = null;
        this.evtchnUpcallMask = null;
        this.evtchnPendingSel = null;
    }

    /** A guest's. */
    Vcpu(Machine machine, int number, Domain domain, Shape shape, PerCpu<SpinLock> scheduleLocks, boolean unplugs) {
        this.number = number;
        this.id = domain.vcpus().size();
        this.name = domain.name() + "v" + id;
        this.domain = domain;
        this.processorAtStart = shape.processor;
        this.affinityAtStart = shape.affinity;
        this.start = shape.start;
        int cpus = machine.cpuCount();
        this.processor = machine.word(name + ".processor", cpus - 1, shape.processor);
        processor.writtenUnder(processor, scheduleLocks).shownAs(cpu -> "CPU" + cpu);
        this.pauseFlags = machine.word(
                        name + ".pause_flags",
                        (1 << FLAGS.length) - 1,
                        shape.start == Start.BLOCKED ? 1 << VPF_BLOCKED : 0)
                .shownAs(Vcpu::formatFlags);
        Word pauses = machine.word(name + ".pause_count", shape.pauses, 0);
        this.pauseCount = shape.pauses == 0 ? pauses.readOnly() : pauses;
        this.isRunning = machine.word(name + ".is_running", 1, shape.start == Start.RUNNING ? 1 : 0);
        this.runstate = machine.word(name + ".runstate", RUNSTATE_OFFLINE, runstate(shape.start))
                .guardedBy(processor, scheduleLocks)
                .shownAs(value -> RUNSTATES[value]);
        Word affinity = machine.cpuMask(name + ".cpu_affinity", shape.affinity).notable();
        if (!unplugs) {
            // Stop_machine breaks an affinity without the lock.
            this.cpuAffinity = shape.moves ? affinity.writtenUnder(processor, scheduleLocks) : affinity.readOnly();
        } else {
            this.cpuAffinity = affinity;
        }
        this.pollEvtchn = machine.word(name + ".poll_evtchn", domain.ports() + 1, 1)
                .shownAs(value -> Integer.toString(value - 1));
        this.evtchnUpcallPending =
                machine.word(name + ".evtchn_upcall_pending", 1, 0).shownAs(value -> value == 0 ? "0" : "pending");
        this.evtchnUpcallMask = machine.word(name + ".evtchn_upcall_mask", 1, 0);
        this.evtchnPendingSel = machine.word(name + ".evtchn_pending_sel", 1, 0).shownAs(value -> "word 0");
    }

    private static int runstate(Start start) {
        return start == Start.RUNNING
                ? RUNSTATE_RUNNING
                : start == Start.BLOCKED ? RUNSTATE_BLOCKED : RUNSTATE_RUNNABLE;
    }

    /** How cells refer to it; the idle vCPUs have the numbers of their CPUs. */
    public int number() {
        return number;
    }

    /** {@code vcpu_id}: its position in its domain. */
    public int id() {
        return id;
    }

    /** What traces call it. */
    public String name() {
        return name;
    }

    /** Its domain; null for an idle vCPU. */
    public Domain domain() {
        return domain;
    }

    public boolean isIdle() {
        return domain == null;
    }

    /** How it is when the system starts. */
    public Start start() {
        return start;
    }

    /** Where it is when the system starts. */
    public int processorAtStart() {
        return processorAtStart;
    }

    /** Where it may run when the system starts. */
    public int affinityAtStart() {
        return affinityAtStart;
    }

    /** The CPU whose run queue it belongs to; changed under that CPU's schedule_lock, read by all. */
    public Word processor() {
        return processor;
    }

    /** Why it cannot run, one bit for each reason. */
    public Word pauseFlags() {
        return pauseFlags;
    }

    public Word pauseCount() {
        return pauseCount;
    }

    /** Whether a CPU runs it, or has not yet put away its registers. */
    public Word isRunning() {
        return isRunning;
    }

    /** What accounts of its time say it is doing. */
    public Word runstate() {
        return runstate;
    }

    /** The CPUs that it may run on. */
    public Word cpuAffinity() {
        return cpuAffinity;
    }

    /** One more than in Xen, for -1 is "any of several": 1 where it does not poll. */
    public Word pollEvtchn() {
        return pollEvtchn;
    }

    /** Whether the guest is to look at its event channels; shared with the guest. */
    public Word evtchnUpcallPending() {
        return evtchnUpcallPending;
    }

    /** Whether the guest is not to be interrupted by events; shared with the guest. */
    public Word evtchnUpcallMask() {
        return evtchnUpcallMask;
    }

    /** Which words of evtchn_pending have something new; shared with the guest. */
    public Word evtchnPendingSel() {
        return evtchnPendingSel;
    }

    private static String formatFlags(int flags) {
        String text = "";
        for (int bit = 0; bit < FLAGS.length; bit++) {
            if ((flags >>> bit & 1) != 0) {
                text += (text.isEmpty() ? "" : "|") + FLAGS[bit];
            }
        }
        return text.isEmpty() ? "0" : text;
    }

    @Override
    public String toString() {
        return name;
    }
}
