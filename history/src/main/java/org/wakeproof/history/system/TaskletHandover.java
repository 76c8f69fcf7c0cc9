// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.history.system;

import org.wakeproof.cpuidle.IdleLoop;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Property;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Word;
import org.wakeproof.scenario.Change;
import org.wakeproof.scenario.Settings;
import org.wakeproof.scenario.SmallSystem;
import org.wakeproof.softirq.Softirq;
import org.wakeproof.softirq.history.PerCpuTasklet;
import org.wakeproof.softirq.history.TellsItself;

/** F08: CPU0 runs a tasklet that CPU1 schedules on itself meanwhile, and then idles. */
final class TaskletHandover extends HistoricScenario {
    private static final int CPUS = 2;
    private static final int TARGET = 1;

    TaskletHandover() {
        super(
                "tasklet-handover",
                "a tasklet runs and is scheduled on another CPU: does that hear of it?",
                new Bug(Change.TASKLET_TELLS_ITSELF, "the CPU that ran it is told instead of the one named (F08)"));
    }

    @Override
    public ClosedSystem build(Settings settings) {
        Machine machine = SmallSystem.machine(settings, CPUS);
        Softirq softirq = new Softirq(machine);
        PerCpuTasklet tasklet = settings.changes().has(Change.TASKLET_TELLS_ITSELF)
                ? new TellsItself(machine, softirq, "t", () -> {})
                : new PerCpuTasklet(machine, softirq, "t", () -> {});
        IdleLoop idleLoop = new IdleLoop(machine, softirq, 0);
        for (int cpu = 0; cpu < CPUS; cpu++) {
            int self = cpu;
            machine.boot(cpu, true, machine.procedure("caller", () -> {
                tasklet.taskletScheduleOnCpu(self);
                machine.resetStackAndJump(idleLoop.procedure());
            }));
        }
        Word list = tasklet.taskletList(TARGET);
        return new SmallSystem(machine, "one tasklet; each CPU schedules it on itself, once, and idles")
                .and(
                        TARGET,
                        list,
                        new Property.Leaves(
                                "CPU1 runs what is on its list",
                                state -> machine.cpu(TARGET).isAsleep(state)
                                        && machine.cpu(TARGET).interruptRequests(state) == 0
                                        && state.get(list.field()) != 0,
                                state -> "CPU1 sleeps with tasklet t on its list and no interrupt on its way, and may"
                                        + " never wake"))
                .noLostWakeup(softirq)
                .sometimesAsleep(TARGET)
                .close();
    }
}
