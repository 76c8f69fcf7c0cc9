// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched.history.runqueue;

import java.util.ArrayList;
import java.util.List;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.PerCpu;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.SpinLock;
import org.wakeproof.machine.Word;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.Softirq;

/**
 * The run queue of credit2 with all its fixes up to 2021: one lock, units by credit, and one idle CPU told of each unit that
 * wakes.
 *
 * <p>Left out: credits (the unit of the lower number has more), preemption (a unit that runs goes on), time slices,
 * affinities, and that a pool has more than its mask of CPUs.
 */
public class SharedRunqueue {
    static final String FILE = "xen/common/sched/credit2.c";
    static final String COMMIT = "07b0eb5d0e";
    /** {@code curr} of a CPU that runs its idle vCPU; one more than a unit's number otherwise. */
    private static final int IDLE = 0;

    /** Values of {@link #taskletWork}. */
    public static final int TASKLET_ENQUEUED = 1;

    public static final int TASKLET_SCHEDULED = 2;

    private static final String[] TASKLET_WORK = {"0", "enqueued", "enqueued|scheduled"};

    private final Machine machine;
    private final Softirq softirq;
    private final int units;
    private final SpinLock lock;
    private final Word runq;
    private final Word idle;
    private final Word tickled;
    private final Word cpuValid;
    private final PerCpu<Word> curr;
    private final PerCpu<Word> taskletWork;
    private final PerCpu<Word> taskletIsRunning;
    private final List<Word> pauseCount = new ArrayList<>();
    private final Procedure candidate;

    /**
     * How it is at the start.
     *
     * @param units how many there are; all of them are asleep
     * @param idle the CPUs that idle
     * @param pool the CPUs that belong to the pool
     */
    public record Start(int units, int idle, int pool) {}

    public SharedRunqueue(Machine machine, Softirq softirq, Start start) {
        this.machine = machine;
        this.softirq = softirq;
        this.units = start.units;
        this.lock = machine.lock("rqd.lock");
        this.runq = machine.mask("rqd.runq", units).writtenUnder(lock).shownAs(this::names);
        this.idle = machine.cpuMask("rqd.idle", start.idle).writtenUnder(lock);
        this.tickled = machine.cpuMask("rqd.tickled", 0).guardedBy(lock).notable();
        this.cpuValid = machine.cpuMask("cpupool.cpu_valid", start.pool).writtenUnder(lock);
        this.curr = machine.perCpu(cpu -> machine.word("curr[" + cpu + "]", units, IDLE)
                .writtenBy(cpu)
                .shownAs(value -> value == IDLE ? "idle" : name(value - 1)));
        this.taskletWork = machine.perCpu(
                cpu -> machine.word("tasklet_work_to_do[" + cpu + "]", 2, 0).shownAs(value -> TASKLET_WORK[value]));
        this.taskletIsRunning = machine.perCpu(cpu -> machine.word("tasklet[" + cpu + "].is_running", 1, 0));
        for (int unit = 0; unit < units; unit++) {
            pauseCount.add(machine.word(name(unit) + ".pause_count", 1, 0));
        }
        this.candidate = machine.function("runq_candidate", this::runqCandidate);
        softirq.openSoftirq(Softirq.SCHEDULE, this::scheduleSoftirq);
    }

    private static String name(int unit) {
        return Character.toString('A' + unit);
    }

    private String names(int mask) {
        StringBuilder text = new StringBuilder();
        for (int unit = 0; unit < units; unit++) {
            if ((mask >>> unit & 1) != 0) {
                text.append(name(unit));
            }
        }
        return text.length() == 0 ? "empty" : text.toString();
    }

    /** The units that wait, one bit each. */
    public final Word runq() {
        return runq;
    }

    /** The CPUs of the pool. */
    public final Word cpuValid() {
        return cpuValid;
    }

    /** Whether a CPU has a tasklet to run, and whether its idle vCPU has been chosen for that. */
    public final Word taskletWork(int cpu) {
        return taskletWork.of(cpu);
    }

    /** What a CPU runs. */
    public final Word curr(int cpu) {
        return curr.of(cpu);
    }

    public final Word pauseCount(int unit) {
        return pauseCount.get(unit);
    }

    protected final SpinLock lock() {
        return lock;
    }

    protected final Word idle() {
        return idle;
    }

    protected final Word tickled() {
        return tickled;
    }

    /** Whether the executing CPU runs a unit or a tasklet; the tasklet is begun. */
    public final boolean isBusy() {
        if (curr.own().load() != IDLE) {
            return true;
        }
        return doTasklet();
    }

    /** The idle vCPU runs tasklets before it idles. */
    @XenSource(value = "do_tasklet", file = "xen/common/tasklet.c", commit = COMMIT)
    private boolean doTasklet() {
        if (taskletWork.own().load() != TASKLET_SCHEDULED) {
            return false;
        }
        taskletIsRunning.own().store(1);
        return true;
    }

    /** Whether a CPU's tasklet has begun. */
    public final Word taskletIsRunning(int cpu) {
        return taskletIsRunning.of(cpu);
    }

    /** A unit becomes able to run. */
    @XenSource(value = "csched2_unit_wake", file = FILE, commit = COMMIT)
    public final void wake(int unit) {
        boolean flags = lock.lockIrqsave();
        runq.store(runq.load() | 1 << unit);
        runqTickle();
        lock.unlockIrqrestore(flags);
    }

    /** Keeps a unit that waits from running. */
    @XenSource(value = "vcpu_pause_nosync", file = "xen/common/domain.c", commit = COMMIT)
    public final void pause(int unit) {
        pauseCount.get(unit).addReturn(1);
        sleep(unit);
    }

    @XenSource(value = "csched2_unit_sleep", file = FILE, commit = COMMIT)
    private void sleep(int unit) {
        boolean flags = lock.lockIrqsave();
        runq.store(runq.load() & ~(1 << unit));
        lock.unlockIrqrestore(flags);
    }

    @XenSource(value = "runq_tickle", file = FILE, commit = COMMIT)
    protected final void runqTickle() {
        int mask = whomToTickle();
        if (mask != 0) {
            int ipid = Integer.numberOfTrailingZeros(mask);
            tickled.store(tickled.load() | 1 << ipid);
            softirq.cpuRaiseSoftirq(ipid, Softirq.SCHEDULE);
        }
    }

    /** Those of the pool that idle and have not been told yet. */
    protected int whomToTickle() {
        return idle.load() & ~tickled.load() & cpuValid.load();
    }

    /** What SCHEDULE does. */
    protected void scheduleSoftirq() {
        csched2Schedule();
    }

    @XenSource(value = "csched2_schedule", file = FILE, commit = COMMIT)
    private void csched2Schedule() {
        int cpu = machine.smpProcessorId();
        boolean tasklet = taskletWork.own().load() != 0;
        if (tasklet) {
            taskletWork.own().store(TASKLET_SCHEDULED);
        }
        lock.lockIrq();
        if (isOfThisScheduler(cpu)) {
            choose(cpu, tasklet);
        }
        lock.unlockIrq();
    }

    /** Whether a CPU is this scheduler's, asked under the lock that its scheduler has. */
    protected boolean isOfThisScheduler(int cpu) {
        return true;
    }

    @XenSource(value = "csched2_schedule", file = FILE, commit = COMMIT)
    private void choose(int cpu, boolean tasklet) {
        tickled.store(tickled.load() & ~(1 << cpu));
        int snext = tasklet ? IDLE : curr.own().load();
        if (snext == IDLE && !tasklet) {
            snext = candidate.call(cpu);
        }
        curr.own().store(snext);
        boolean idles = snext == IDLE && countsAsIdle(tasklet);
        idle.store(idles ? idle.load() | 1 << cpu : idle.load() & ~(1 << cpu));
    }

    /** Whether a CPU that has chosen its idle vCPU is in the mask of idle ones. */
    protected boolean countsAsIdle(boolean taskletWork) {
        return !taskletWork;
    }

    @XenSource(value = "runq_candidate", file = FILE, commit = COMMIT)
    private int runqCandidate(int cpu) {
        if (!mayRunUnits(cpu)) {
            return IDLE;
        }
        int queued = runq.load();
        for (int unit = 0; unit < units; unit++) {
            if ((queued >>> unit & 1) == 0) {
                continue;
            }
            if (pauseCount.get(unit).load() == 0) {
                runq.store(queued & ~(1 << unit));
                return unit + 1;
            }
            if (!looksBehindThePaused()) {
                break;
            }
        }
        return IDLE;
    }

    /** Whether a CPU may take a unit from the queue: where it is in the pool. */
    protected boolean mayRunUnits(int cpu) {
        return (cpuValid.load() >>> cpu & 1) != 0;
    }

    /** Whether the scan goes on behind a unit that is queued, but is being paused. */
    protected boolean looksBehindThePaused() {
        return true;
    }

    /** A CPU joins the pool. */
    @XenSource(value = "schedule_cpu_add", file = "xen/common/sched/core.c", commit = COMMIT)
    public final void joinPool(int cpu) {
        boolean flags = lock.lockIrqsave();
        cpuValid.store(cpuValid.load() | 1 << cpu);
        lock.unlockIrqrestore(flags);
        tellJoined(cpu);
    }

    /** It may find work at once. */
    protected void tellJoined(int cpu) {
        softirq.cpuRaiseSoftirq(cpu, Softirq.SCHEDULE);
    }
}
