// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.softirq.history;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.PerCpu;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.SpinLock;
import org.wakeproof.machine.Word;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.Softirq;

/**
 * A tasklet as of April 2010: each CPU has a list of its own, and a tasklet is scheduled on a CPU.
 *
 * <p>Left out: more than one tasklet, so a list is empty or holds it; killing it, and moving it from a CPU that goes
 * offline.
 */
public class PerCpuTasklet {
    private static final String FILE = "xen/common/softirq.c";
    private static final String COMMIT = "0b8d217214";

    private final Machine machine;
    private final Softirq softirq;
    private final SpinLock taskletLock;
    private final PerCpu<Word> taskletList;
    private final Word scheduledOn;
    private final Word isRunning;
    private final Procedure function;
    private final Procedure scheduleOnCpu;

    /** Wires the lists and opens TASKLET. */
    public PerCpuTasklet(Machine machine, Softirq softirq, String name, Runnable function) {
        this.machine = machine;
        this.softirq = softirq;
        this.taskletLock = machine.lock("tasklet_lock");
        this.taskletList = machine.perCpu(cpu -> machine.word("tasklet_list[" + cpu + "]", 1, 0)
                .writtenUnder(taskletLock)
                .shownAs(length -> length == 0 ? "empty" : "{" + name + "}"));
        this.scheduledOn = machine.word(name + ".scheduled_on", machine.cpuCount(), 0)
                .guardedBy(taskletLock)
                .notable()
                .shownAs(on -> on == 0 ? "-1" : "CPU" + (on - 1));
        this.isRunning =
                machine.word(name + ".is_running", 1, 0).guardedBy(taskletLock).notable();
        this.function = machine.procedure(name, function);
        this.scheduleOnCpu = machine.procedure("tasklet_schedule_on_cpu", this::scheduleOnCpu);
        softirq.openSoftirq(Softirq.TASKLET, this::taskletAction);
    }

    /** The list of a CPU: whether the tasklet is on it. */
    public Word taskletList(int cpu) {
        return taskletList.of(cpu);
    }

    /** Has the tasklet run on a CPU, once it does not run any more. */
    @XenSource(value = "tasklet_schedule_on_cpu", file = FILE, commit = COMMIT)
    public void taskletScheduleOnCpu(int cpu) {
        scheduleOnCpu.call(cpu);
    }

    @XenSource(value = "tasklet_schedule_on_cpu", file = FILE, commit = COMMIT)
    private void scheduleOnCpu(int cpu) {
        boolean flags = taskletLock.lockIrqsave();
        int before = scheduledOn.load();
        scheduledOn.store(cpu + 1);
        if (isRunning.load() == 0) {
            if (before != 0) {
                taskletList.of(before - 1).store(0);
            }
            taskletList.of(cpu).store(1);
            softirq.cpuRaiseSoftirq(cpu, Softirq.TASKLET);
        }
        taskletLock.unlockIrqrestore(flags);
    }

    @XenSource(value = "tasklet_action", file = FILE, commit = COMMIT)
    private void taskletAction() {
        Word list = taskletList.own();
        taskletLock.lockIrq();
        if (list.load() == 0) {
            taskletLock.unlockIrq();
            return;
        }
        list.store(0);
        scheduledOn.store(0);
        isRunning.store(1);
        taskletLock.unlockIrq();
        function.call();
        taskletLock.lockIrq();
        isRunning.store(0);
        requeue(machine.smpProcessorId());
        if (list.load() != 0) {
            softirq.raiseSoftirq(Softirq.TASKLET);
        }
        taskletLock.unlockIrq();
    }

    @XenSource(value = "tasklet_action", file = FILE, commit = COMMIT)
    private void requeue(int cpu) {
        int on = scheduledOn.load() - 1;
        if (on >= 0) {
            taskletList.of(on).store(1);
            if (on != cpu) {
                softirq.cpuRaiseSoftirq(told(cpu, on), Softirq.TASKLET);
            }
        }
    }

    /** The CPU that is told of the tasklet which {@code cpu} has put on the list of another. */
    protected int told(int cpu, int other) {
        return other;
    }
}
