// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.softirq;

import java.util.ArrayList;
import java.util.List;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.SpinLock;
import org.wakeproof.machine.XenSource;

/**
 * Tasklets. Their list is global: any CPU that does TASKLET may run the work, though scheduling one
 * raises TASKLET on the executing CPU only.
 *
 * <p>Left out: the argument of a tasklet's function. There are at most {@value #MAX_TASKLETS}.
 */
public final class Tasklets {
    /** How many tasklets there can be. */
    public static final int MAX_TASKLETS = 7;

    private final Machine machine;
    private final Softirq softirq;
    private final SpinLock taskletLock;
    private final TaskletList taskletList;
    private final List<Tasklet> tasklets = new ArrayList<>();
    private final Procedure schedule;
    private final Procedure action;
    private final Procedure kill;
    private final Procedure awaitNotRunning;

    /** Wires the list and opens TASKLET. */
    public Tasklets(Machine machine, Softirq softirq) {
        this.machine = machine;
        this.softirq = softirq;
        this.taskletLock = machine.lock("tasklet_lock");
        this.taskletList = new TaskletList(machine, taskletLock);
        this.schedule = machine.procedure("tasklet_schedule", this::schedule);
        this.action = machine.procedure("tasklet_action", this::action);
        this.kill = machine.procedure("tasklet_kill", this::kill);
        this.awaitNotRunning = machine.function("tasklet_kill wait", this::waitRound);
        softirqInit();
    }

    /** Schedules a tasklet, unless it is dead. */
    @XenSource(value = "tasklet_schedule", file = "xen/common/softirq.c")
    public void taskletSchedule(Tasklet t) {
        schedule.call(t.number());
    }

    @XenSource(value = "tasklet_schedule", file = "xen/common/softirq.c")
    private void schedule(int number) {
        Tasklet t = tasklet(number);
        boolean flags = taskletLock.lockIrqsave();
        if (t.isDead().load() == 0) {
            if (t.isScheduled().load() == 0 && t.isRunning().load() == 0) {
                machine.bugOn(!taskletList.listEmpty(number), t + " is on the list, but not scheduled");
                taskletList.listAddTail(number);
            }
            t.isScheduled().store(1);
            softirq.raiseSoftirq(Softirq.TASKLET);
        }
        taskletLock.unlockIrqrestore(flags);
    }

    /** Runs the first tasklet of the list. */
    @XenSource(value = "tasklet_action", file = "xen/common/softirq.c")
    private void taskletAction() {
        action.call();
    }

    @XenSource(value = "tasklet_action", file = "xen/common/softirq.c")
    private void action() {
        taskletLock.lockIrq();
        if (taskletList.listEmpty(0)) {
            taskletLock.unlockIrq();
            return;
        }
        Tasklet t = tasklet(taskletList.first());
        taskletList.listDelInit(t.number());
        machine.bugOn(
                t.isDead().load() != 0
                        || t.isRunning().load() != 0
                        || t.isScheduled().load() == 0,
                t + " is on the list, but dead, running or not scheduled");
        t.isScheduled().store(0);
        t.isRunning().store(1);
        taskletLock.unlockIrq();
        t.function().call();
        taskletLock.lockIrq();
        t.isRunning().store(0);
        if (t.isScheduled().load() != 0) {
            machine.bugOn(
                    t.isDead().load() != 0 || !taskletList.listEmpty(t.number()),
                    t + " was scheduled while it ran, but is dead or on the list");
            taskletList.listAddTail(t.number());
        }
        // No second tasklet at once: other softirqs get their turn.
        if (!taskletList.listEmpty(0)) {
            softirq.raiseSoftirq(Softirq.TASKLET);
        }
        taskletLock.unlockIrq();
    }

    /** Takes a tasklet from the list for good and waits until it does not run. */
    @XenSource(value = "tasklet_kill", file = "xen/common/softirq.c")
    public void taskletKill(Tasklet t) {
        kill.call(t.number());
    }

    @XenSource(value = "tasklet_kill", file = "xen/common/softirq.c")
    private void kill(int number) {
        Tasklet t = tasklet(number);
        boolean flags = taskletLock.lockIrqsave();
        if (!taskletList.listEmpty(number)) {
            machine.bugOn(
                    t.isDead().load() != 0
                            || t.isRunning().load() != 0
                            || t.isScheduled().load() == 0,
                    t + " is on the list, but dead, running or not scheduled");
            taskletList.listDelInit(number);
        }
        t.isScheduled().store(0);
        t.isDead().store(1);
        awaitNotRunning.repeat(number, flags ? 1 : 0);
        taskletLock.unlockIrqrestore(flags);
    }

    @XenSource(value = "tasklet_kill", file = "xen/common/softirq.c")
    private int waitRound(int number, int flags) {
        if (tasklet(number).isRunning().load() == 0) {
            return Procedure.STOP;
        }
        taskletLock.unlockIrqrestore(flags != 0);
        taskletLock.lockIrqsave();
        return Procedure.AGAIN;
    }

    /** Makes a tasklet; for wiring. */
    @XenSource(value = "tasklet_init", file = "xen/common/softirq.c")
    public Tasklet create(String name, Runnable fn) {
        if (tasklets.size() == MAX_TASKLETS) {
            throw new IllegalStateException(name + ": there are at most " + MAX_TASKLETS + " tasklets");
        }
        Tasklet t = new Tasklet(machine, taskletLock, tasklets.size() + 1, name, fn);
        tasklets.add(t);
        taskletList.add(t);
        return t;
    }

    @XenSource(value = "softirq_init", file = "xen/common/softirq.c")
    private void softirqInit() {
        softirq.openSoftirq(Softirq.TASKLET, this::taskletAction);
    }

    private Tasklet tasklet(int number) {
        return tasklets.get(number - 1);
    }
}
