// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.history.system;

import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Property;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.State;
import org.wakeproof.scenario.Change;
import org.wakeproof.scenario.Changes;
import org.wakeproof.scenario.Settings;
import org.wakeproof.scenario.SmallSystem;
import org.wakeproof.sched.history.runqueue.AnnouncesFirst;
import org.wakeproof.sched.history.runqueue.ClaimsIdlers;
import org.wakeproof.sched.history.runqueue.IdlersMask;
import org.wakeproof.sched.history.runqueue.KeepsTickledIdlers;
import org.wakeproof.softirq.Softirq;

/** CPU0, and maybe the last CPU, wakes a vCPU while it is busy; the others are to take it over. */
final class IdlersSystem {
    private final Machine machine;
    private final Softirq softirq;
    private final IdlersMask mask;
    private final CpuLoop loop;

    /**
     * Wires it but for what busy CPUs do.
     *
     * @param idle the CPUs that idle at the start; the others are busy
     */
    IdlersSystem(Settings settings, int cpus, int idle) {
        machine = SmallSystem.machine(settings, cpus);
        softirq = new Softirq(machine);
        mask = variant(settings.changes(), machine, softirq, idle, (1 << cpus) - 1 & ~idle);
        loop = new CpuLoop(
                machine,
                "CPU",
                softirq,
                () -> mask.busy(machine.smpProcessorId()).load() != 0);
        for (int cpu = 0; cpu < cpus; cpu++) {
            if ((idle >>> cpu & 1) != 0) {
                machine.boot(cpu, true, machine.procedure("idles" + cpu, loop::run));
            }
        }
    }

    private static IdlersMask variant(Changes changes, Machine machine, Softirq softirq, int idle, int working) {
        if (changes.has(Change.KEEPS_TICKLED_IDLERS)) {
            return new KeepsTickledIdlers(machine, softirq, idle, working);
        }
        if (changes.has(Change.CLEARS_TICKLED_IDLERS)) {
            return new IdlersMask(machine, softirq, idle, working);
        }
        return changes.has(Change.IDLERS_SET_BEFORE_STEAL)
                ? new AnnouncesFirst(machine, softirq, idle, working)
                : new ClaimsIdlers(machine, softirq, idle, working);
    }

    /** A busy CPU wakes a vCPU. */
    IdlersSystem wakes(int cpu) {
        machine.boot(cpu, true, machine.procedure("wakes" + cpu, () -> {
            mask.wake();
            machine.cpu().stop();
        }));
        return this;
    }

    /** What a busy CPU runs blocks for ever. */
    IdlersSystem blocks(int cpu) {
        machine.boot(cpu, true, machine.procedure("blocks" + cpu, () -> {
            mask.block();
            loop.run();
        }));
        return this;
    }

    /** Checked for: no vCPU waits while a CPU idles. */
    ClosedSystem close(String bound) {
        SmallSystem system = new SmallSystem(machine, bound)
                .bound("a CPU that looks for work waits for the locks of others, and does not give up (S5)");
        for (int cpu = 1; cpu < machine.cpuCount(); cpu++) {
            int who = cpu;
            system.and(
                    cpu,
                    softirq.softirqPending(cpu),
                    new Property.Leaves(
                            "work conservation on CPU" + cpu,
                            state -> isSomebodyWaiting(state)
                                    && state.get(mask.busy(who).field()) == 0,
                            state -> "a vCPU waits while CPU" + who + " idles"));
        }
        return system.noLostWakeup(softirq).sometimesAsleep(1).close();
    }

    private boolean isSomebodyWaiting(State state) {
        for (int cpu = 0; cpu < machine.cpuCount(); cpu++) {
            if (state.get(mask.runq(cpu).field()) != 0) {
                return true;
            }
        }
        return false;
    }
}
